using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Functions of whole families that Redshift has and the double doesn't run.</summary>
internal static class UnsupportedFunctions
{
    /// <summary>AWS: r_System_information_functions.</summary>
    public static ImmutableArray<string> Session { get; } = Split(
        "current_aws_account current_namespace current_session_arn default_iam_role has_assumerole_privilege last_user_query_id pg_get_cols pg_get_grantee_by_iam_role "
        + "pg_get_iam_role_by_user pg_get_late_binding_view_cols pg_get_session_roles pg_last_unload_count pg_last_unload_id role_is_member_of slice_num user_is_member_of set_config "
        + "pg_timezone_names pg_timezone_abbrevs");

    /// <summary>AWS: r_System_administration_functions.</summary>
    public static ImmutableArray<string> Administration { get; } = Split("change_query_priority change_session_priority change_user_priority reboot_cluster");

    /// <summary>AWS: hyperloglog-functions.</summary>
    public static ImmutableArray<string> Sketches { get; } = Split("hll hll_create_sketch hll_cardinality hll_combine hll_combine_sketches");

    /// <summary>AWS: ml-function.</summary>
    public static ImmutableArray<string> MachineLearning { get; } = ["explain_model"];

    /// <summary>AWS: geospatial-functions, h3-functions.</summary>
    public static ImmutableArray<string> Spatial { get; } = Split(
        "addbbox dropbbox geometrytype h3_boundary h3_center h3_fromlonglat h3_frompoint h3_isvalid h3_polyfill h3_resolution h3_tochildren h3_toparent st_addpoint st_angle st_area "
        + "st_asbinary st_asewkb st_asewkt st_asgeojson st_ashexewkb st_ashexwkb st_astext st_azimuth st_boundary st_buffer st_centroid st_collect st_contains st_containsproperly "
        + "st_convexhull st_coveredby st_covers st_crosses st_dimension st_disjoint st_distance st_distancesphere st_dwithin st_endpoint st_envelope st_equals st_exteriorring st_force2d "
        + "st_force3d st_force3dm st_force3dz st_force4d st_geogfromtext st_geogfromwkb st_geohash st_geometryn st_geometrytype st_geomfromewkb st_geomfromewkt st_geomfromgeohash "
        + "st_geomfromgeojson st_geomfromgeosquare st_geomfromtext st_geomfromwkb st_geosquare st_interiorringn st_intersection st_intersects st_isclosed st_iscollection st_isempty "
        + "st_ispolygonccw st_ispolygoncw st_isring st_issimple st_isvalid st_length st_length2d st_lengthsphere st_linefrommultipoint st_lineinterpolatepoint st_m st_makeenvelope "
        + "st_makeline st_makepoint st_makepolygon st_memsize st_mmax st_mmin st_multi st_ndims st_npoints st_nrings st_numgeometries st_numinteriorrings st_numpoints st_perimeter "
        + "st_perimeter2d st_point st_pointn st_points st_polygon st_removepoint st_reverse st_setpoint st_setsrid st_simplify st_srid st_startpoint st_touches st_transform st_union "
        + "st_within st_x st_xmax st_xmin st_y st_ymax st_ymin st_z st_zmax st_zmin supportsbbox");

    private static ImmutableArray<string> Split(string names) => [.. names.Split(' ')];
}

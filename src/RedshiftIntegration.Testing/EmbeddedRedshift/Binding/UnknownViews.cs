using System.Collections.Frozen;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>
/// Relations that Redshift has and the double lacks (AWS: c_intro_catalog_views, cm_chap_system-tables): a query on them must not look like a mistyped
/// name. What PostgreSQL added after 8.0 (pg_roles, pg_extension ...) is 42P01 there too.
/// </summary>
internal static class UnknownViews
{
    private static readonly FrozenSet<string> OfPostgres = FrozenSet.Create(
        StringComparer.Ordinal,
        "pg_aggregate", "pg_amop", "pg_amproc", "pg_cast", "pg_conversion", "pg_database_info", "pg_default_acl", "pg_depend", "pg_external_schema", "pg_group", "pg_indexes", "pg_language",
        "pg_largeobject", "pg_library", "pg_listener", "pg_locks", "pg_opclass", "pg_operator", "pg_proc", "pg_proc_info", "pg_rewrite", "pg_rules", "pg_settings", "pg_shadow",
        "pg_stat_activity", "pg_stat_all_tables", "pg_stat_database", "pg_stat_user_tables", "pg_statistic", "pg_statistic_indicator", "pg_stats", "pg_tablespace", "pg_user_info");

    private static readonly string[] Prefixes = ["stl_", "stv_", "svcs_", "svl_", "svv_", "sys_"];

    public static bool Contains(ObjectName name) => name.Schema is null or "pg_catalog"
        && (OfPostgres.Contains(name.Name) || Array.Exists(Prefixes, p => name.Name.StartsWith(p, StringComparison.Ordinal)));
}

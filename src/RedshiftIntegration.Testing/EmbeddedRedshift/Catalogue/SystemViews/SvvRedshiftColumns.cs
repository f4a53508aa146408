using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>AWS: r_SVV_REDSHIFT_COLUMNS.</summary>
internal sealed class SvvRedshiftColumns() : SystemView(
    PgCatalog,
    "svv_redshift_columns",
    Text("database_name", 128), Text("schema_name", 128), Text("table_name", 128), Text("column_name", 128), Int("ordinal_position"), Text("data_type", 32),
    Text("column_default", 4_000), Text("is_nullable", 3), Text("encoding", 128), Bool("distkey"), Int("sortkey"), Text("column_acl", 128), Text("remarks", 256))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        from c in r.Columns
        select new object?[]
        {
            warehouse.Catalogue.Database, r.Schema, r.Name, c.Name, c.Number, TypeNames.Full(c.Type), PgAttrdef.Expression(r, c), c.NotNull ? "NO" : "YES",
            c.Encoding, DistStyles.IsDistKey(r.Table, c.Name), DistStyles.SortOrder(r.Table, c.Name), null, c.Comment,
        };
}

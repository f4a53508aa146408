using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>AWS: r_SVV_ALL_COLUMNS. The double has no external and no shared tables beside its own.</summary>
internal sealed class SvvAllColumns() : SystemView(
    PgCatalog,
    "svv_all_columns",
    Text("database_name", 128), Text("schema_name", 128), Text("table_name", 128), Text("column_name", 128), Int("ordinal_position"),
    Text("column_default", 4_000), Text("is_nullable", 3), Text("data_type", 128), Int("character_maximum_length"), Int("numeric_precision"),
    Int("numeric_scale"), Text("remarks", 256))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        from c in r.Columns
        let facts = ColumnFacts.Of(c.Type)
        select new object?[]
        {
            warehouse.Catalogue.Database, r.Schema, r.Name, c.Name, c.Number, PgAttrdef.Expression(r, c), c.NotNull ? "NO" : "YES", TypeNames.Bare(c.Type),
            facts.Length, facts.Precision, facts.Scale, c.Comment,
        };
}

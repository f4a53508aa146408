using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class SvvColumns() : SystemView(
    PgCatalog,
    "svv_columns",
    Text("table_catalog", 128), Text("table_schema", 128), Text("table_name", 128), Text("column_name", 128), Int("ordinal_position"),
    Text("column_default", 65_535), Text("is_nullable", 3), Text("data_type", 128), Int("character_maximum_length"), Int("numeric_precision"),
    Int("numeric_precision_radix"), Int("numeric_scale"), Int("datetime_precision"), Text("interval_type"), Text("interval_precision"),
    Text("character_set_catalog"), Text("character_set_schema"), Text("character_set_name"), Text("collation_catalog"), Text("collation_schema"),
    Text("collation_name"), Text("domain_name"), Text("remarks", 65_535))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.Accessible(session, warehouse)
        from c in r.Columns
        let facts = ColumnFacts.Of(c.Type)
        select new object?[]
        {
            warehouse.Catalogue.Database, r.Schema, r.Name, c.Name, c.Number,
            PgAttrdef.Expression(r, c), c.NotNull ? "NO" : "YES", TypeNames.Bare(c.Type), facts.Length, facts.Precision,
            facts.Radix, facts.Scale, facts.DatetimePrecision, null, null,
            null, null, null, null, null,
            null, null, c.Comment,
        };
}

using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgAttribute() : SystemView(
    PgCatalog,
    "pg_attribute",
    Oid("attrelid"), NameOf("attname"), Oid("atttypid"), Int("attstattarget"), Short("attlen"), Short("attnum"), Int("attndims"), Int("attcacheoff"), Int("atttypmod"),
    Bool("attbyval"), Text("attstorage", 1), Text("attalign", 1), Bool("attnotnull"), Bool("atthasdef"), Text("attidentity", 1), Text("attgenerated", 1),
    Bool("attisdropped"), Bool("attislocal"), Int("attinhcount"), Oid("attcollation"), Text("attacl"), Bool("attisdistkey"), Int("attsortkeyord"),
    Int("attencodingtype"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.All(session, warehouse)
        from c in r.Columns
        select new object?[]
        {
            r.Oid, c.Name, WireTypes.Oid(c.Type), -1, WireTypes.Size(c.Type), (short)c.Number, 0, -1, WireTypes.Modifier(c.Type),
            WireTypes.Size(c.Type) is 1 or 2 or 4, "p", "i", c.NotNull, c.Default is not null || c.Identity is not null, "", "",
            false, true, 0, 0u, null, DistStyles.IsDistKey(r.Table, c.Name), DistStyles.SortOrder(r.Table, c.Name),
            Encodings.Number(c.Encoding),
        };
}

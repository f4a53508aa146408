using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgClass() : SystemView(
    PgCatalog,
    "pg_class",
    Oid("oid"), NameOf("relname"), Oid("relnamespace"), Oid("reltype"), Oid("reloftype"), Int("relowner"), Oid("relam"), Oid("relfilenode"),
    Oid("reltablespace"), Int("relpages"), Float("reltuples"), Oid("reltoastrelid"), Bool("relhasindex"), Bool("relisshared"), Text("relpersistence", 1),
    Text("relkind", 1), Short("relnatts"), Short("relchecks"), Bool("relhasoids"), Bool("relhaspkey"), Bool("relhasrules"), Bool("relhastriggers"),
    Bool("relhassubclass"), Bool("relrowsecurity"), Bool("relforcerowsecurity"), Text("relreplident", 1), Bool("relispartition"), Text("relacl"), Text("reloptions"),
    Short("reldiststyle"), Int("releffectivediststyle"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.All(session, warehouse)
        let key = r.Table?.Constraints.Any(c => c.Type == 'p') ?? false
        let style = DistStyles.Number(r.Table)
        select new object?[]
        {
            r.Oid, r.Name, r.SchemaOid, 0u, 0u, r.Owner, 0u, r.Oid,
            0u, 0, 0.001, 0u, false, false, r.Table is { Temporary: true } ? "t" : "p",
            r.Kind.ToString(), (short)r.Columns.Length, (short)0, false, key, false, false,
            false, false, false, "d", false, r.Acl, null,
            style, (int)style,
        };
}

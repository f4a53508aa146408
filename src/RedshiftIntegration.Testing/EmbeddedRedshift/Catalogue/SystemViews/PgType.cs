using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgType() : SystemView(
    PgCatalog,
    "pg_type",
    Oid("oid"), NameOf("typname"), Oid("typnamespace"), Int("typowner"), Short("typlen"), Bool("typbyval"), Text("typtype", 1), Text("typcategory", 1),
    Bool("typisdefined"), Text("typdelim", 1), Oid("typrelid"), Oid("typelem"), NameOf("typinput"), NameOf("typoutput"), NameOf("typreceive"), NameOf("typsend"),
    Bool("typnotnull"), Oid("typbasetype"), Int("typtypmod"), Int("typndims"), Oid("typcollation"), Text("typdefault"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from t in BaseTypes.All.Concat(BaseTypes.Own)
        select new object?[]
        {
            t.Oid, t.Name, KnownOids.PgCatalog, KnownOids.Rdsdb, t.Length, t.Length is 1 or 2 or 4, "b", t.Category.ToString(),
            true, ",", 0u, 0u, t.Name + "in", t.Name + "out", t.Name + "recv", t.Name + "send",
            false, 0u, -1, 0, 0u, null,
        };
}

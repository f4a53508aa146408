using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgNamespace() : SystemView(
    PgCatalog, "pg_namespace", Oid("oid"), NameOf("nspname"), Int("nspowner"), Text("nspacl"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        yield return [KnownOids.PgCatalog, PgCatalog, KnownOids.Rdsdb, null];
        yield return [KnownOids.InformationSchema, InformationSchema, KnownOids.Rdsdb, null];
        yield return [KnownOids.TemporarySchema(session.Id), session.Catalogue.TemporarySchema, KnownOids.Rdsdb, null];
        foreach (Schema schema in session.Catalogue.Schemas())
        {
            yield return [schema.Oid, schema.Name, schema.Owner, AclItems.Print(session.Catalogue.FindAcl(schema.Oid), session.Catalogue)];
        }
    }
}

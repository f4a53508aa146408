using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgNamespace() : SystemView(
    PgCatalog, "pg_namespace", Oid("oid"), NameOf("nspname"), Int("nspowner"), Text("nspacl"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        yield return [KnownOids.PgCatalog, PgCatalog, KnownOids.Owner, null];
        yield return [KnownOids.InformationSchema, InformationSchema, KnownOids.Owner, null];
        yield return [KnownOids.TemporarySchema(session.Id), session.Catalogue.TemporarySchema, KnownOids.Owner, null];
        foreach (Schema schema in session.Catalogue.Schemas())
        {
            yield return [schema.Oid, schema.Name, KnownOids.Owner, null];
        }
    }
}

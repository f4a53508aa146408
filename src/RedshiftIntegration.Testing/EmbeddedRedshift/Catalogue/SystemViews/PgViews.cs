using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgViews() : SystemView(
    PgCatalog, "pg_views", NameOf("schemaname"), NameOf("viewname"), NameOf("viewowner"), Text("definition", 65_535))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        where r.Definition is not null
        select new object?[] { r.Schema, r.Name, session.Catalogue.UserName(r.Owner), r.Definition!.Query + ";" };
}

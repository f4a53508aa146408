using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgTables() : SystemView(
    PgCatalog,
    "pg_tables",
    NameOf("schemaname"), NameOf("tablename"), NameOf("tableowner"), NameOf("tablespace"), Bool("hasindexes"), Bool("hasrules"), Bool("hastriggers"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        where r.Table is not null
        select new object?[] { r.Schema, r.Name, session.Catalogue.UserName(r.Owner), null, false, false, false };
}

using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgDescription() : SystemView(
    PgCatalog, "pg_description", Oid("objoid"), Oid("classoid"), Int("objsubid"), Text("description", 65_535))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        foreach (Schema schema in session.Catalogue.Schemas().Where(s => s.Comment is not null))
        {
            yield return [schema.Oid, KnownOids.ClassOfSchemas, 0, schema.Comment];
        }

        foreach (SeenRelation relation in SeenRelation.OfUsers(session))
        {
            if (relation.Comment is not null)
            {
                yield return [relation.Oid, KnownOids.ClassOfRelations, 0, relation.Comment];
            }

            foreach (Column column in relation.Columns.Where(c => c.Comment is not null))
            {
                yield return [relation.Oid, KnownOids.ClassOfRelations, column.Number, column.Comment];
            }
        }
    }
}

using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>As on Redshift it shows only what the search path reaches.</summary>
internal sealed class PgTableDef() : SystemView(
    PgCatalog,
    "pg_table_def",
    NameOf("schemaname"), NameOf("tablename"), NameOf("column"), Text("type", 128), Text("encoding", 32), Bool("distkey"), Int("sortkey"), Bool("notnull"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUserAccess(session)
        where r.Table is not null && (r.Table.Temporary || session.Catalogue.SearchPath.Contains(r.Schema, StringComparer.Ordinal))
        from c in r.Columns
        select new object?[]
        {
            r.Schema, r.Name, c.Name, TypeNames.Full(c.Type), c.Encoding, DistStyles.IsDistKey(r.Table, c.Name), DistStyles.SortOrder(r.Table, c.Name), c.NotNull,
        };
}

using System.Globalization;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Keys as declared; conkey is PostgreSQL's text form of the column numbers, for example {1,2}.</summary>
internal sealed class PgConstraint() : SystemView(
    PgCatalog,
    "pg_constraint",
    Oid("oid"), NameOf("conname"), Oid("connamespace"), Text("contype", 1), Bool("condeferrable"), Bool("condeferred"), Oid("conrelid"), Oid("contypid"),
    Oid("confrelid"), Text("confupdtype", 1), Text("confdeltype", 1), Text("confmatchtype", 1), Text("conkey"), Text("confkey"), Text("conbin"), Text("consrc"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        where r.Table is not null
        from c in r.Table!.Constraints
        select new object?[]
        {
            c.Oid, c.Name, r.SchemaOid, c.Type.ToString(), false, false, r.Oid, 0u,
            c.References ?? 0, " ", " ", " ", Numbers(r.Table!, c), c.Type == 'f' ? $"{{{string.Join(',', c.ReferencedColumns)}}}" : null, null, null,
        };

    public static string Numbers(Table table, TableConstraint constraint) =>
        "{" + string.Join(',', constraint.Columns.Select(c => table.Find(c)?.Number.ToString(CultureInfo.InvariantCulture))) + "}";
}

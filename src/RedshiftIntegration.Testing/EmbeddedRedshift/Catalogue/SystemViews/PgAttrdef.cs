using System.Globalization;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgAttrdef() : SystemView(
    PgCatalog, "pg_attrdef", Oid("adrelid"), Short("adnum"), Text("adbin", 65_535), Text("adsrc", 65_535))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        from c in r.Columns
        let expression = Expression(r, c)
        where expression is not null
        select new object?[] { r.Oid, (short)c.Number, expression, expression };

    /// <summary>An identity shows as the call that Redshift stores for it.</summary>
    public static string? Expression(SeenRelation relation, Column column) => column.Identity is { } identity
        ? string.Create(CultureInfo.InvariantCulture, $"\"identity\"({relation.Oid}, {column.Number - 1}, '{identity.Seed},{identity.Step}'::text)")
        : column.Default;
}

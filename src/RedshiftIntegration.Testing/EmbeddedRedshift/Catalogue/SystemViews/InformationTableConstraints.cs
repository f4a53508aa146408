using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Declared keys, which Redshift does not enforce.</summary>
internal sealed class InformationTableConstraints() : SystemView(
    InformationSchema,
    "table_constraints",
    Text("constraint_catalog", 128), Text("constraint_schema", 128), Text("constraint_name", 128), Text("table_catalog", 128), Text("table_schema", 128), Text("table_name", 128),
    Text("constraint_type", 16), Text("is_deferrable", 3), Text("initially_deferred", 3))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        string database = warehouse.Catalogue.Database;
        return from r in SeenRelation.OfUsers(session)
               where r.Table is not null
               from k in r.Table!.Constraints
               select new object?[] { database, r.Schema, k.Name, database, r.Schema, r.Name, Kind(k.Type), "NO", "NO" };
    }

    private static string Kind(char type) => type switch { 'p' => "PRIMARY KEY", 'u' => "UNIQUE", _ => "FOREIGN KEY" };
}

using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>The columns of declared keys, in the keys' order.</summary>
internal sealed class InformationKeyColumnUsage() : SystemView(
    InformationSchema,
    "key_column_usage",
    Text("constraint_catalog", 128), Text("constraint_schema", 128), Text("constraint_name", 128), Text("table_catalog", 128), Text("table_schema", 128), Text("table_name", 128),
    Text("column_name", 128), Int("ordinal_position"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        string database = warehouse.Catalogue.Database;
        return from r in SeenRelation.OfUsers(session)
               where r.Table is not null
               from k in r.Table!.Constraints
               from c in k.Columns.Select((name, i) => (Name: name, Position: i + 1))
               select new object?[] { database, r.Schema, k.Name, database, r.Schema, r.Name, c.Name, c.Position };
    }
}

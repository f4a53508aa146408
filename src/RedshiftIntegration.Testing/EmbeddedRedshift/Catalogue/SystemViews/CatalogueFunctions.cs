using System.Globalization;
using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>
/// Bodies of the functions that catalogue queries call, as DuckDB functions. Those that depend on who asks take the session's number first.
/// NULL in any argument gives NULL.
/// </summary>
internal sealed class CatalogueFunctions(Warehouse warehouse)
{
    public void Register(DuckDBConnection root)
    {
        root.RegisterScalarFunction<uint, int, string>("rs_format_type", TypeNames.Format);
        root.RegisterScalarFunction<int, string>("rs_userbyid", UserById);
        root.RegisterScalarFunction<int, uint, bool>("rs_table_is_visible", IsVisible);
        root.RegisterScalarFunction<int, uint, string?>("rs_obj_description", (session, oid) => Find(session, oid)?.Comment ?? SchemaComment(session, oid));
        root.RegisterScalarFunction<int, uint, int, string?>("rs_col_description", ColumnComment);
        root.RegisterScalarFunction<int, uint, string>("rs_regclass_name", RelationName);
        root.RegisterScalarFunction<int, string, uint>("rs_regclass_oid", RelationOid);
        root.RegisterScalarFunction<uint, string>("rs_regtype_name", oid => oid == 0 ? "-" : TypeNames.Format(oid, -1));
        root.RegisterScalarFunction<string, uint>("rs_regtype_oid", TypeOid);
        root.RegisterScalarFunction<int, string, bool>("rs_has_table", (session, name) => RelationOid(session, name) > 0);
        root.RegisterScalarFunction<int, string, bool>("rs_has_schema", HasSchema);
    }

    private string UserById(int id) =>
        id == KnownOids.Owner ? warehouse.Catalogue.Owner : string.Create(CultureInfo.InvariantCulture, $"unknown (OID={id})");

    /// <summary>Visible is what an unqualified name would find.</summary>
    private bool IsVisible(int sessionId, uint oid)
    {
        SeenRelation? relation = Find(sessionId, oid);
        return relation is not null
            && (relation.IsSystem ? relation.Schema == SystemView.PgCatalog : Session(sessionId).Catalogue.Find(null, relation.Name)?.Oid == oid);
    }

    private string? SchemaComment(int sessionId, uint oid) =>
        Session(sessionId).Catalogue.Schemas().FirstOrDefault(s => s.Oid == oid)?.Comment;

    private string? ColumnComment(int sessionId, uint oid, int number) =>
        Find(sessionId, oid)?.Columns.FirstOrDefault(c => c.Number == number)?.Comment;

    /// <summary>Qualified where the bare name would find something else.</summary>
    private string RelationName(int sessionId, uint oid)
    {
        SeenRelation? relation = Find(sessionId, oid);
        return relation is null
            ? oid.ToString(CultureInfo.InvariantCulture)
            : IsVisible(sessionId, oid) ? relation.Name : $"{relation.Schema}.{relation.Name}";
    }

    private uint RelationOid(int sessionId, string name)
    {
        if (uint.TryParse(name, CultureInfo.InvariantCulture, out uint number))
        {
            return number;
        }

        string[] parts = [.. name.ToLowerInvariant().Split('.').Select(p => p.Trim('"'))];
        string? schema = parts.Length > 1 ? parts[^2] : null;
        uint? oid = Session(sessionId).Catalogue.Find(schema, parts[^1])?.Oid
            ?? warehouse.SystemRelations.Seen.FirstOrDefault(r => r.Name == parts[^1] && r.Schema == (schema ?? SystemView.PgCatalog))?.Oid;
        return oid ?? throw new InvalidOperationException($"rs:42P01:relation \"{name}\" does not exist");
    }

    private static uint TypeOid(string name)
    {
        string bare = name.ToLowerInvariant();
        BaseType? type = BaseTypes.All.Concat(BaseTypes.Own).FirstOrDefault(t => t.Name == bare || t.SqlName == bare);
        return type?.Oid ?? throw new InvalidOperationException($"rs:42704:type \"{name}\" does not exist");
    }

    private bool HasSchema(int sessionId, string name) =>
        Session(sessionId).Catalogue.FindSchema(name.ToLowerInvariant()) is not null
        || name is SystemView.PgCatalog or SystemView.InformationSchema
            ? true
            : throw new InvalidOperationException($"rs:3F000:schema \"{name}\" does not exist");

    private SeenRelation? Find(int sessionId, uint oid) =>
        SeenRelation.All(Session(sessionId), warehouse).FirstOrDefault(r => r.Oid == oid);

    private Session Session(int id) =>
        warehouse.FindSession(id) ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"rs:XX000:session {id} has ended"));
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>A relation as a session sees it, users' and system's alike, in the form that pg_class and its kin need.</summary>
internal sealed record SeenRelation(uint Oid, uint SchemaOid, string Schema, string Name, char Kind, int Owner, ImmutableArray<Column> Columns)
{
    /// <summary>The grants as pg_class.relacl prints them; null while there are none but the owner's by default.</summary>
    public string? Acl { get; init; }

    public Table? Table { get; init; }

    /// <summary>Of a view, ordinary or materialized.</summary>
    public ViewDefinition? Definition { get; init; }

    public string? Comment { get; init; }

    public bool IsSystem => Table is null && Definition is null;

    /// <summary>Tables and views of users.</summary>
    public static IEnumerable<SeenRelation> OfUsers(Session session)
    {
        Dictionary<string, uint> schemas = session.Catalogue.Schemas().ToDictionary(s => s.Name, s => s.Oid, StringComparer.Ordinal);
        foreach (Relation relation in session.Catalogue.Relations())
        {
            string? acl = AclItems.Print(session.Catalogue.FindAcl(relation.Oid), session.Catalogue);
            uint schema = schemas.TryGetValue(relation.Schema, out uint oid) ? oid : KnownOids.TemporarySchema(session.Id);
            switch (relation)
            {
                case Table { Definition: { } definition } materialized:
                    yield return Seen(materialized, schema, 'v', materialized.Columns) with { Definition = definition, Acl = acl };
                    break;
                case Table table:
                    yield return Seen(table, schema, 'r', table.Columns) with { Table = table, Acl = acl };
                    break;
                case View view:
                    ImmutableArray<Column> columns = [.. view.Columns.Select((c, i) => new Column { Number = i + 1, Name = c.Name, Type = c.Type })];
                    yield return Seen(view, schema, 'v', columns) with { Definition = view.Definition, Acl = acl };
                    break;
            }
        }
    }

    /// <summary>Those that the user owns or has a privilege on: what SVV_ views, the information schema and PG_TABLE_DEF show him (AWS: c_visibility-of-data).</summary>
    public static IEnumerable<SeenRelation> OfUserAccess(Session session)
    {
        AccessControl control = new(session.Catalogue);
        return OfUsers(session).Where(r => session.Catalogue.FindByOid(r.Oid) is { } relation && control.Sees(relation));
    }

    /// <summary>Those and the system's own views.</summary>
    public static IEnumerable<SeenRelation> Accessible(Session session, Warehouse warehouse) => OfUserAccess(session).Concat(warehouse.SystemRelations.Seen);

    /// <summary>All relations, as pg_class shows them to everybody.</summary>
    public static IEnumerable<SeenRelation> All(Session session, Warehouse warehouse) =>
        OfUsers(session).Concat(warehouse.SystemRelations.Seen);

    private static SeenRelation Seen(Relation relation, uint schema, char kind, ImmutableArray<Column> columns) =>
        new(relation.Oid, schema, relation.Schema, relation.Name, kind, relation.Owner, columns) { Comment = relation.Comment };
}

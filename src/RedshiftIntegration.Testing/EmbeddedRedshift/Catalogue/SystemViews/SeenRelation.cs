using System.Collections.Immutable;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>A relation as a session sees it, users' and system's alike, in the form that pg_class and its kin need.</summary>
internal sealed record SeenRelation(uint Oid, uint SchemaOid, string Schema, string Name, char Kind, string Owner, ImmutableArray<Column> Columns)
{
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
            uint schema = schemas.TryGetValue(relation.Schema, out uint oid) ? oid : KnownOids.TemporarySchema(session.Id);
            switch (relation)
            {
                case Table { Definition: { } definition } materialized:
                    yield return Seen(materialized, schema, 'v', materialized.Columns) with { Definition = definition };
                    break;
                case Table table:
                    yield return Seen(table, schema, 'r', table.Columns) with { Table = table };
                    break;
                case View view:
                    ImmutableArray<Column> columns = [.. view.Columns.Select((c, i) => new Column { Number = i + 1, Name = c.Name, Type = c.Type })];
                    yield return Seen(view, schema, 'v', columns) with { Definition = view.Definition };
                    break;
            }
        }
    }

    /// <summary>Those and the system's own views.</summary>
    public static IEnumerable<SeenRelation> All(Session session, Warehouse warehouse) =>
        OfUsers(session).Concat(warehouse.SystemRelations.Seen);

    private static SeenRelation Seen(Relation relation, uint schema, char kind, ImmutableArray<Column> columns) =>
        new(relation.Oid, schema, relation.Schema, relation.Name, kind, relation.Owner, columns) { Comment = relation.Comment };
}

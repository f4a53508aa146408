using System.Collections.Immutable;
using System.Globalization;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>
/// One session's sight of the catalogue: what is committed, its own uncommitted changes over it, and its temporary tables.
/// The session's pipeline calls <see cref="Commit"/> and <see cref="Rollback"/> beside DuckDB's.
/// </summary>
internal sealed class CatalogueSession(DatabaseCatalogue catalogue, int sessionId)
{
    private readonly Dictionary<string, Schema?> schemaChanges = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, Relation?> changes = [];
    private ImmutableSortedDictionary<uint, Relation> temporary = ImmutableSortedDictionary<uint, Relation>.Empty;
    private ImmutableSortedDictionary<uint, Relation> committedTemporary = ImmutableSortedDictionary<uint, Relation>.Empty;

    public DatabaseCatalogue Shared { get; } = catalogue;

    public string TemporarySchema { get; } = string.Create(CultureInfo.InvariantCulture, $"pg_temp_{sessionId}");

    /// <summary>Schemas that an unqualified name is looked up in, after the temporary tables; the first one takes new objects.</summary>
    public ImmutableArray<string> SearchPath { get; set; } = ["public"];

    public bool HasChanges => schemaChanges.Count + changes.Count > 0 || !ReferenceEquals(temporary, committedTemporary);

    public uint NextOid() => Shared.NextOid();

    public IEnumerable<Schema> Schemas()
    {
        var committed = Shared.Committed.Schemas.Values.Where(s => !schemaChanges.ContainsKey(s.Name));
        return committed.Concat(schemaChanges.Values.OfType<Schema>()).OrderBy(s => s.Name, StringComparer.Ordinal);
    }

    public Schema? FindSchema(string name) =>
        schemaChanges.TryGetValue(name, out var changed) ? changed : Shared.Committed.Schemas.GetValueOrDefault(name);

    /// <summary>All relations that the session sees, its temporary tables included, by oid.</summary>
    public IEnumerable<Relation> Relations()
    {
        var committed = Shared.Committed.Relations.Values.Where(r => !changes.ContainsKey(r.Oid));
        return committed.Concat(changes.Values.OfType<Relation>()).Concat(temporary.Values).OrderBy(r => r.Oid);
    }

    /// <summary>Looks a relation up; without a schema first among the temporary tables, then along the search path.</summary>
    public Relation? Find(string? schema, string name)
    {
        if (schema is null || string.Equals(schema, TemporarySchema, StringComparison.Ordinal) || string.Equals(schema, "pg_temp", StringComparison.Ordinal))
        {
            var own = temporary.Values.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.Ordinal));
            if (own is not null || schema is not null)
            {
                return own;
            }
        }

        foreach (var candidate in schema is null ? SearchPath : [schema])
        {
            var found = FindIn(candidate, name);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    public Relation? FindByOid(uint oid) =>
        temporary.GetValueOrDefault(oid) ?? (changes.TryGetValue(oid, out var changed) ? changed : Shared.Committed.Relations.GetValueOrDefault(oid));

    public void Put(Schema schema) => schemaChanges[schema.Name] = schema;

    public void RemoveSchema(string name) => schemaChanges[name] = null;

    public void Put(Relation relation)
    {
        if (relation is Table { Temporary: true })
        {
            temporary = temporary.SetItem(relation.Oid, relation);
        }
        else
        {
            changes[relation.Oid] = relation;
        }
    }

    public void Remove(Relation relation)
    {
        if (relation is Table { Temporary: true })
        {
            temporary = temporary.Remove(relation.Oid);
        }
        else
        {
            changes[relation.Oid] = null;
        }
    }

    /// <summary>Makes the transaction's changes visible to all; to be called after DuckDB's COMMIT has passed.</summary>
    public void Commit()
    {
        if (schemaChanges.Count + changes.Count > 0)
        {
            Shared.Apply(schemaChanges, changes);
            schemaChanges.Clear();
            changes.Clear();
        }

        committedTemporary = temporary;
    }

    /// <summary>Undoes the transaction's changes, temporary tables included; to be called beside DuckDB's ROLLBACK.</summary>
    public void Rollback()
    {
        schemaChanges.Clear();
        changes.Clear();
        temporary = committedTemporary;
    }

    private Relation? FindIn(string schema, string name)
    {
        bool Matches(Relation r) => string.Equals(r.Name, name, StringComparison.Ordinal) && string.Equals(r.Schema, schema, StringComparison.Ordinal);
        return changes.Values.OfType<Relation>().FirstOrDefault(Matches)
            ?? Shared.Committed.Relations.Values.FirstOrDefault(r => Matches(r) && !changes.ContainsKey(r.Oid));
    }
}

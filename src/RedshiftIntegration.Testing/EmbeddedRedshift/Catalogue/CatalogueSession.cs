using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>
/// One session's sight of the catalogue: what is committed, its own uncommitted changes over it, and its temporary tables.
/// The session's pipeline calls <see cref="Commit"/> and <see cref="Rollback"/> beside DuckDB's.
/// </summary>
internal sealed class CatalogueSession(DatabaseCatalogue catalogue, int sessionId, int userId = DatabaseCatalogue.OwnerId)
{
    private readonly CatalogueChanges changes = new();
    private ImmutableSortedDictionary<uint, Relation> temporary = ImmutableSortedDictionary<uint, Relation>.Empty;
    private ImmutableSortedDictionary<uint, Relation> committedTemporary = ImmutableSortedDictionary<uint, Relation>.Empty;

    public DatabaseCatalogue Shared { get; } = catalogue;

    public string TemporarySchema { get; } = string.Create(CultureInfo.InvariantCulture, $"pg_temp_{sessionId}");

    /// <summary>Schemas that an unqualified name is looked up in, after the temporary tables; the first one takes new objects.</summary>
    public ImmutableArray<string> SearchPath { get; set; } = ["public"];

    /// <summary>The first schema of the path that there is and that the user may use; null without one.</summary>
    public string? CreationSchema => SearchPath.FirstOrDefault(s => FindSchema(s) is not null && new AccessControl(this).MayUse(s));

    /// <summary>Who the session acts as: who logged in, or whom SET SESSION AUTHORIZATION names.</summary>
    public int UserId { get; set; } = userId;

    public User User => FindUser(UserId) ?? throw new SqlError("28000", $"the user of this session, number {UserId.ToString(CultureInfo.InvariantCulture)}, was dropped");

    public bool HasChanges => changes.Any || !ReferenceEquals(temporary, committedTemporary);

    public uint NextOid() => Shared.NextOid();

    public IEnumerable<User> Users() =>
        Shared.Committed.Users.Values.Where(u => !changes.Users.ContainsKey(u.Id)).Concat(changes.Users.Values.OfType<User>()).OrderBy(u => u.Id);

    public User? FindUser(int id) => changes.Users.TryGetValue(id, out var changed) ? changed : Shared.Committed.Users.GetValueOrDefault(id);

    public User? FindUser(string name) => Users().FirstOrDefault(u => string.Equals(u.Name, name, StringComparison.Ordinal));

    /// <summary>A user's name; Redshift says unknown of one that is gone (AWS: r_DROP_USER).</summary>
    public string UserName(int id) => id == 1 ? "rdsdb" : FindUser(id)?.Name ?? "unknown";

    /// <summary>The grants on an object; null while it has none but the owner's by default.</summary>
    public Acl? FindAcl(uint oid) => changes.Acls.TryGetValue(oid, out var changed) ? changed : Shared.Committed.Acls.GetValueOrDefault(oid);

    public IEnumerable<KeyValuePair<uint, Acl>> Acls() =>
        Shared.Committed.Acls.Where(a => !changes.Acls.ContainsKey(a.Key))
            .Concat(changes.Acls.Where(a => a.Value is not null).Select(a => KeyValuePair.Create(a.Key, a.Value!)));

    public IEnumerable<Schema> Schemas()
    {
        var committed = Shared.Committed.Schemas.Values.Where(s => !changes.Schemas.ContainsKey(s.Name));
        return committed.Concat(changes.Schemas.Values.OfType<Schema>()).OrderBy(s => s.Name, StringComparer.Ordinal);
    }

    public Schema? FindSchema(string name) =>
        changes.Schemas.TryGetValue(name, out var changed) ? changed : Shared.Committed.Schemas.GetValueOrDefault(name);

    /// <summary>All relations that the session sees, its temporary tables included, by oid.</summary>
    public IEnumerable<Relation> Relations()
    {
        var committed = Shared.Committed.Relations.Values.Where(r => !changes.Relations.ContainsKey(r.Oid));
        return committed.Concat(changes.Relations.Values.OfType<Relation>()).Concat(temporary.Values).OrderBy(r => r.Oid);
    }

    /// <summary>Looks a relation up; without a schema first among the temporary tables, then along the search path, schemas without USAGE left out.</summary>
    public Relation? Find(string? schema, string name)
    {
        if (schema is null || IsTemporary(schema))
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
            if (found is not null && (schema is not null || new AccessControl(this).MayUse(candidate)))
            {
                return found;
            }
        }

        return null;
    }

    public bool IsTemporary(string? schema) => string.Equals(schema, TemporarySchema, StringComparison.Ordinal) || string.Equals(schema, "pg_temp", StringComparison.Ordinal);

    public Relation? FindByOid(uint oid) =>
        temporary.GetValueOrDefault(oid) ?? (changes.Relations.TryGetValue(oid, out var changed) ? changed : Shared.Committed.Relations.GetValueOrDefault(oid));

    public void Put(Schema schema) => changes.Schemas[schema.Name] = schema;

    /// <summary>Its grants stay.</summary>
    public void Rename(Schema schema, string name)
    {
        changes.Schemas[schema.Name] = null;
        Put(schema with { Name = name });
    }

    public void RemoveSchema(string name)
    {
        if (FindSchema(name) is { } schema)
        {
            changes.Acls[schema.Oid] = null;
        }

        changes.Schemas[name] = null;
    }

    public void Put(User user) => changes.Users[user.Id] = user;

    public void Remove(User user) => changes.Users[user.Id] = null;

    public void Put(uint oid, Acl acl) => changes.Acls[oid] = acl;

    public void Put(Relation relation)
    {
        if (relation is Table { Temporary: true })
        {
            temporary = temporary.SetItem(relation.Oid, relation);
        }
        else
        {
            changes.Relations[relation.Oid] = relation;
        }
    }

    public void Remove(Relation relation)
    {
        changes.Acls.Remove(relation.Oid);
        if (relation is Table { Temporary: true })
        {
            temporary = temporary.Remove(relation.Oid);
        }
        else
        {
            changes.Relations[relation.Oid] = null;
        }
    }

    /// <summary>The tables that this transaction made, or whose columns it changed. To be called before <see cref="Commit"/>.</summary>
    public IEnumerable<(uint Oid, bool Made)> Reshaped()
    {
        foreach (var after in changes.Relations.Values.OfType<Table>())
        {
            var before = Shared.Committed.Relations.GetValueOrDefault(after.Oid) as Table;
            if (before is null || !before.Columns.Select(c => (c.Number, c.Name)).SequenceEqual(after.Columns.Select(c => (c.Number, c.Name))))
            {
                yield return (after.Oid, before is null);
            }
        }
    }

    /// <summary>Makes the transaction's changes visible to all; to be called after DuckDB's COMMIT has passed.</summary>
    public void Commit()
    {
        if (changes.Any)
        {
            Shared.Apply(changes);
            changes.Clear();
        }

        committedTemporary = temporary;
    }

    /// <summary>Undoes the transaction's changes, temporary tables included; to be called beside DuckDB's ROLLBACK.</summary>
    public void Rollback()
    {
        changes.Clear();
        temporary = committedTemporary;
    }

    private Relation? FindIn(string schema, string name)
    {
        bool Matches(Relation r) => string.Equals(r.Name, name, StringComparison.Ordinal) && string.Equals(r.Schema, schema, StringComparison.Ordinal);
        return changes.Relations.Values.OfType<Relation>().FirstOrDefault(Matches)
            ?? Shared.Committed.Relations.Values.FirstOrDefault(r => Matches(r) && !changes.Relations.ContainsKey(r.Oid));
    }
}

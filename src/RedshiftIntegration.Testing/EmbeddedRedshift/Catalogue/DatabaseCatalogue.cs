using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>The committed objects of a server's database, shared by its sessions. Each session sees it through a <see cref="CatalogueSession"/>.</summary>
internal sealed class DatabaseCatalogue
{
    /// <summary>The number of the superuser that a server starts with; its user rdsdb, whom nobody logs in as, has 1.</summary>
    public const int OwnerId = 100;

    public const uint DatabaseOid = 90_000;

    private const uint PublicOid = 2200;
    private readonly Lock gate = new();
    private uint lastOid = 100_000;
    private int lastUser = OwnerId;
    private State state;

    public DatabaseCatalogue(string database, User owner)
    {
        Database = database;
        state = new State(
            ImmutableSortedDictionary<string, Schema>.Empty.WithComparers(StringComparer.Ordinal).Add("public", new Schema(PublicOid, "public", owner.Id)),
            ImmutableSortedDictionary<uint, Relation>.Empty,
            ImmutableSortedDictionary<int, User>.Empty.Add(owner.Id, owner),
            ImmutableSortedDictionary<uint, Acl>.Empty.Add(PublicOid, ForAll(Securable.Schema, Privilege.Usage | Privilege.Create)).Add(DatabaseOid, ForAll(Securable.Database, Privilege.Temporary)));
    }

    public string Database { get; }

    /// <summary>Counts commits that changed something: a statement bound under another number is bound again.</summary>
    public int Version { get; private set; }

    internal State Committed
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    public uint NextOid()
    {
        lock (gate)
        {
            return ++lastOid;
        }
    }

    public int NextUserId()
    {
        lock (gate)
        {
            return ++lastUser;
        }
    }

    /// <summary>Applies a transaction's changes; the grants on a dropped relation go with it.</summary>
    internal void Apply(CatalogueChanges changes)
    {
        lock (gate)
        {
            var acls = Changed(state.Acls, changes.Acls).RemoveRange(changes.Relations.Where(r => r.Value is null).Select(r => r.Key));
            state = new State(
                Changed(state.Schemas, changes.Schemas), Changed(state.Relations, changes.Relations), Changed(state.Users, changes.Users), acls);
            Version++;
        }
    }

    /// <summary>By default all users may make objects in the schema public, and temporary tables (AWS: r_Privileges, r_GRANT).</summary>
    private static Acl ForAll(Securable kind, Privilege privileges) => Acl.OfOwner(kind, OwnerId).Grant(Grantee.Public, OwnerId, privileges, withGrantOption: false);

    private static ImmutableSortedDictionary<TKey, TValue> Changed<TKey, TValue>(ImmutableSortedDictionary<TKey, TValue> values, Dictionary<TKey, TValue?> changes)
        where TKey : notnull
        where TValue : class
    {
        if (changes.Count == 0)
        {
            return values;
        }

        var changed = values.ToBuilder();
        foreach (var (key, value) in changes)
        {
            if (value is null)
            {
                changed.Remove(key);
            }
            else
            {
                changed[key] = value;
            }
        }

        return changed.ToImmutable();
    }

    internal sealed record State(
        ImmutableSortedDictionary<string, Schema> Schemas,
        ImmutableSortedDictionary<uint, Relation> Relations,
        ImmutableSortedDictionary<int, User> Users,
        ImmutableSortedDictionary<uint, Acl> Acls);
}

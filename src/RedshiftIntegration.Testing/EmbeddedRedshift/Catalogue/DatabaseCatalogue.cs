using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>The committed objects of a server's database, shared by its sessions. Each session sees it through a <see cref="CatalogueSession"/>.</summary>
internal sealed class DatabaseCatalogue
{
    private readonly Lock gate = new();
    private uint lastOid = 100_000;
    private State state;

    public DatabaseCatalogue(string database, string owner)
    {
        Database = database;
        Owner = owner;
        state = new State(
            ImmutableSortedDictionary<string, Schema>.Empty.WithComparers(StringComparer.Ordinal).Add("public", new Schema(2200, "public", owner)),
            ImmutableSortedDictionary<uint, Relation>.Empty);
    }

    public string Database { get; }

    /// <summary>The superuser that the server was started with.</summary>
    public string Owner { get; }

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

    /// <summary>Applies a transaction's changes: a null value is a dropped object.</summary>
    internal void Apply(IReadOnlyDictionary<string, Schema?> schemas, IReadOnlyDictionary<uint, Relation?> relations)
    {
        lock (gate)
        {
            var newSchemas = state.Schemas.ToBuilder();
            foreach (var (name, schema) in schemas)
            {
                if (schema is null)
                {
                    newSchemas.Remove(name);
                }
                else
                {
                    newSchemas[name] = schema;
                }
            }

            var newRelations = state.Relations.ToBuilder();
            foreach (var (oid, relation) in relations)
            {
                if (relation is null)
                {
                    newRelations.Remove(oid);
                }
                else
                {
                    newRelations[oid] = relation;
                }
            }

            state = new State(newSchemas.ToImmutable(), newRelations.ToImmutable());
            Version++;
        }
    }

    internal sealed record State(ImmutableSortedDictionary<string, Schema> Schemas, ImmutableSortedDictionary<uint, Relation> Relations);
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>What the statement touches, and the rights that it needs for it.</summary>
internal sealed partial class Binder
{
    private readonly Dictionary<(string, string), LockMode> accesses = [];
    private readonly List<(string, string)> accessOrder = [];
    private readonly HashSet<(string, string)> reads = [];
    private readonly List<Need> needs = [];
    private bool touchesTables;

    /// <summary>The owner of the view whose query is being bound.</summary>
    private int? readsAs;

    /// <summary>Whether a relation was read: the transaction's snapshot is taken then.</summary>
    public bool TouchesTables => touchesTables;

    /// <summary>Notes a table with the strongest lock asked for.</summary>
    public void Access(Relation relation, LockMode mode)
    {
        touchesTables = true;
        var key = (relation.Schema, relation.Name);
        if (mode is LockMode.Read or LockMode.Change)
        {
            reads.Add(key);
        }

        if (!accesses.TryGetValue(key, out var known))
        {
            accessOrder.Add(key);
            accesses[key] = mode;
        }
        else if (mode > known)
        {
            accesses[key] = mode;
        }
    }

    public ImmutableArray<TableAccess> Accesses() => [.. accessOrder.Select(k => new TableAccess(k.Item1, k.Item2, accesses[k]) { Reads = reads.Contains(k) })];

    public Effects Effects(BlockRule block = BlockRule.Allowed) => new() { Tables = Accesses(), Needs = Needs(), Block = block, TakesSnapshot = touchesTables };

    /// <summary>The rights that the statement needs: those asked for, and SELECT on what its queries read.</summary>
    public ImmutableArray<Need> Needs() =>
    [
        .. needs,
        .. uses.Where(u => u.IsRead || u.Columns.Count > 0).Select(u => new ObjectNeed(Securable.Relation, u.Relation.Oid, Privilege.Select) { As = u.As, Columns = [.. u.Columns] }),
    ];

    public void Require(Need need) => needs.Add(need with { As = readsAs });

    /// <summary>Privileges on a relation, and USAGE on its schema.</summary>
    public void Require(Relation relation, Privilege privileges)
    {
        RequireUsage(relation.Schema);
        Require(new ObjectNeed(Securable.Relation, relation.Oid, privileges));
    }

    /// <summary>A new relation's place: CREATE on its schema, or TEMP on the database (AWS: r_GRANT).</summary>
    public void RequireCreate(string schema)
    {
        if (Context.Catalogue.IsTemporary(schema))
        {
            Require(new ObjectNeed(Securable.Database, DatabaseCatalogue.DatabaseOid, Privilege.Temporary));
        }
        else if (Context.Catalogue.FindSchema(schema) is { } found)
        {
            Require(new ObjectNeed(Securable.Schema, found.Oid, Privilege.Create));
        }
    }

    /// <summary>A user table by name for a statement that changes it, with the privileges that it needs. System relations and views are refused.</summary>
    public Table Target(ObjectName name, LockMode mode, Privilege privileges)
    {
        var relation = FindRelation(name) ?? throw NoRelation(name);
        if (relation is not Table table)
        {
            throw new SqlError("42809", $"\"{name.Name}\" is a view", name.Position, hint: "Views can't be changed on Redshift.");
        }

        if (table.Definition is not null && mode > LockMode.Read)
        {
            throw new SqlError("42809", $"\"{name.Name}\" is a materialized view", name.Position, hint: "Its rows change by REFRESH MATERIALIZED VIEW alone.");
        }

        Access(table, mode);
        Require(table, privileges);
        return table;
    }

    /// <summary>Looks a relation up. A schema that the user may not use hides what is in it: 42501, whether the relation is there or not.</summary>
    public Relation? FindRelation(ObjectName name) => name.Schema is null || new AccessControl(Context.Catalogue).MayUse(name.Schema, readsAs)
        ? Context.Catalogue.Find(name.Schema, name.Name)
        : throw new SqlError("42501", $"permission denied for schema {name.Schema}", name.Position);

    private void RequireUsage(string schema)
    {
        if (!Context.Catalogue.IsTemporary(schema) && Context.Catalogue.FindSchema(schema) is { } found)
        {
            Require(new ObjectNeed(Securable.Schema, found.Oid, Privilege.Usage));
        }
    }
}

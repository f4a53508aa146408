using RedshiftIntegration.Definition;
using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>The target of a pipeline: a table in Redshift with its keys, styles and load mode.</summary>
/// <remarks>Names are folded to lower case, as Redshift folds them (AWS: r_names).</remarks>
public sealed record RedshiftTable
{
    internal RedshiftTable(string schema, string table)
    {
        Schema = schema;
        Table = table;
    }

    internal string Schema { get; private init; }

    internal string Table { get; private init; }

    /// <summary>The name of the Redshift target, null for the default one.</summary>
    internal string? TargetName { get; private init; }

    internal DistributionStyle Distribution { get; private init; }

    internal string? DistributionKey { get; private init; }

    internal EquatableList<string> SortKeys { get; private init; }

    internal LoadMode Mode { get; private init; }

    internal EquatableList<string> MergeKeys { get; private init; }

    internal bool EmptyAllowed { get; private init; }

    internal string QualifiedName => Schema.Length == 0 ? Table : $"{Schema}.{Table}";

    /// <summary>The table <c>schema.table</c>.</summary>
    /// <param name="name">Schema and table, separated by a point.</param>
    public static RedshiftTable Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int point = name.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? new(string.Empty, Fold(name)) : new(Fold(name[..point]), Fold(name[(point + 1)..]));
    }

    /// <summary>The table <paramref name="table"/> of <paramref name="schema"/>.</summary>
    public static RedshiftTable Named(string schema, string table)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(table);
        return new(Fold(schema), Fold(table));
    }

    /// <summary>Puts the table into another cluster or database, one that was added by <c>AddRedshift(target, ...)</c>.</summary>
    public RedshiftTable In(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        return this with { TargetName = target };
    }

    /// <summary>DISTSTYLE KEY on <paramref name="column"/>. Default: AUTO.</summary>
    public RedshiftTable DistributedBy(string column) => this with { Distribution = DistributionStyle.Key, DistributionKey = Fold(column) };

    /// <summary>DISTSTYLE EVEN.</summary>
    public RedshiftTable DistributedEvenly() => this with { Distribution = DistributionStyle.Even, DistributionKey = null };

    /// <summary>DISTSTYLE ALL: a copy on each node, for small tables that are joined much.</summary>
    public RedshiftTable DistributedToAll() => this with { Distribution = DistributionStyle.All, DistributionKey = null };

    /// <summary>A compound sort key of <paramref name="columns"/>. Default: AUTO.</summary>
    public RedshiftTable SortedBy(params string[] columns) => this with { SortKeys = EquatableList.From(columns.Select(Fold)) };

    /// <summary>Each run replaces all rows.</summary>
    public RedshiftTable Replaced() => this with { Mode = LoadMode.Replace, MergeKeys = [] };

    /// <summary>Each run adds rows; rows whose key is there already are left alone.</summary>
    public RedshiftTable Appended() => this with { Mode = LoadMode.Append, MergeKeys = [] };

    /// <summary>Each run updates the rows whose <paramref name="keys"/> are there and inserts the others.</summary>
    public RedshiftTable MergedOn(params string[] keys) => this with { Mode = LoadMode.Merge, MergeKeys = EquatableList.From(keys.Select(Fold)) };

    /// <summary>Lets a replace of 0 rows empty the table; without it such a run is refused.</summary>
    public RedshiftTable AllowingEmpty() => this with { EmptyAllowed = true };

    internal static RedshiftTable Restore(
        string schema, string table, string? target, DistributionStyle distribution, string? distributionKey,
        EquatableList<string> sortKeys, LoadMode mode, EquatableList<string> mergeKeys, bool emptyAllowed) =>
        new(schema, table)
        {
            TargetName = target, Distribution = distribution, DistributionKey = distributionKey, SortKeys = sortKeys,
            Mode = mode, MergeKeys = mergeKeys, EmptyAllowed = emptyAllowed,
        };

    /// <summary>The table, where it is, how it is laid out and how it is loaded, on one line.</summary>
    public override string ToString() => DefinitionDrawing.Target(this);

    private static string Fold(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Identifier.Fold(name);
    }
}

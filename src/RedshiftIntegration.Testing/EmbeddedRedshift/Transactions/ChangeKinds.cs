using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Transactions;

/// <summary>What a transaction does to rows that others can see.</summary>
[Flags]
internal enum ChangeKinds
{
    None = 0,
    Updates = 1,
    Deletes = 2,
}

internal static class Changes
{
    public static ChangeKinds Of(Statement statement) => statement switch
    {
        UpdateStatement => ChangeKinds.Updates,
        DeleteStatement or TruncateStatement => ChangeKinds.Deletes,
        MergeStatement => ChangeKinds.Updates | ChangeKinds.Deletes,
        _ => ChangeKinds.None,
    };

    /// <summary>DuckDB compares row by row where both update or both delete; an update against a delete it lets pass.</summary>
    public static bool Collide(ChangeKinds one, ChangeKinds other) =>
        (one.HasFlag(ChangeKinds.Updates) && other.HasFlag(ChangeKinds.Deletes)) || (one.HasFlag(ChangeKinds.Deletes) && other.HasFlag(ChangeKinds.Updates));
}

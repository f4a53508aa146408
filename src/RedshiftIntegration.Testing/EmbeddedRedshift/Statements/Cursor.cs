using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>An open cursor: its rows and the place in them. It lives as long as the transaction that declared it.</summary>
internal sealed class Cursor(string name, long transaction, ImmutableArray<ResultColumn> columns, IReadOnlyList<object?[]> rows)
{
    /// <summary>How many rows are fetched; one more than there are when the end was run over.</summary>
    private int at;

    public string Name { get; } = name;

    public long Transaction { get; } = transaction;

    public ImmutableArray<ResultColumn> Columns { get; } = columns;

    /// <summary>The next rows; for 0 the one fetched last, if the cursor stands on one (AWS: fetch).</summary>
    public IReadOnlyList<object?[]> Fetch(long count)
    {
        if (count == 0)
        {
            return at > 0 && at <= rows.Count ? [rows[at - 1]] : [];
        }

        List<object?[]> fetched = [.. rows.Skip(at).Take((int)Math.Min(count, int.MaxValue))];
        at = fetched.Count < count ? rows.Count + 1 : at + fetched.Count;
        return fetched;
    }
}

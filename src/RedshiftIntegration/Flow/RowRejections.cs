using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>
/// The values of one run that their columns could not take, from all its reads. Of each action the first rows are kept with their keys; the rest is
/// counted by column, so that a source full of bad values costs neither memory nor a statement without end.
/// </summary>
internal sealed class RowRejections
{
    /// <summary>Rows of an action that have a line of their own.</summary>
    public const int MaxLines = 1_000;

    private const string Further = "and further rows";
    private readonly Lock _lock = new();
    private readonly List<RowRejection> _lines = [];
    private readonly Dictionary<RejectionAction, int> _kept = [];
    private readonly Dictionary<(RejectionAction Action, string Column), RowRejection> _further = [];
    private readonly Dictionary<string, (OverflowPolicy Policy, long Rows, RowRejection Last)> _scopes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ResolvedColumn Column, int Bytes, long Rows)> _wide = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether only keys are read, of all rows and not of this run's alone: nothing is counted and no limit holds, and a row that is left out still has its key, for it
    /// is no row that the source has deleted.
    /// </summary>
    public bool IsOfKeys { get; init; }

    /// <summary>Rows that were left out.</summary>
    public long RowsQuarantined { get; private set; }

    /// <summary>The lines of <c>rejected_rows</c> so far.</summary>
    public EquatableList<RowRejection> Lines
    {
        get
        {
            lock (_lock)
            {
                return EquatableList.From(_lines.Concat(_further.Values).Concat(_wide.Values.Select(w => WidenedLine(w.Column, w.Bytes, w.Rows))));
            }
        }
    }

    /// <summary>Columns that are to be widened, with the bytes of the longest value.</summary>
    public IReadOnlyList<(ResolvedColumn Column, int Bytes)> Wide
    {
        get
        {
            lock (_lock)
            {
                return [.. _wide.Values.Select(w => (w.Column, w.Bytes))];
            }
        }
    }

    public void Add(RowRejection rejection)
    {
        lock (_lock)
        {
            Keep(rejection);
        }
    }

    /// <summary>Counts a row that is left out.</summary>
    /// <returns>The limit of rows, if it is passed now.</returns>
    public BrokenLimit? Quarantine(ResolvedColumn column, RowRejection rejection)
    {
        lock (_lock)
        {
            Keep(rejection);
            RowsQuarantined++;
            string scope = column.HasOwnOverflow ? column.TargetColumn : string.Empty;
            long rows = _scopes.GetValueOrDefault(scope).Rows + 1;
            _scopes[scope] = (column.Overflow, rows, rejection);
            return rows > column.Overflow.Rows ? Broken(scope) : null;
        }
    }

    /// <summary>Counts a value for which its column has to be widened.</summary>
    public void Widen(ResolvedColumn column, int bytes)
    {
        lock (_lock)
        {
            (_, int widest, long rows) = _wide.GetValueOrDefault(column.TargetColumn);
            _wide[column.TargetColumn] = (column, Math.Max(widest, bytes), rows + 1);
        }
    }

    /// <returns>The limit of percents that is passed, once all rows are read.</returns>
    public BrokenLimit? Settle(long rowsRead)
    {
        lock (_lock)
        {
            string? broken = _scopes.Where(s => s.Value.Rows * 100.0 > s.Value.Policy.Percent * rowsRead).Select(s => s.Key).FirstOrDefault();
            return broken is null ? null : Broken(broken);
        }
    }

    private static RowRejection WidenedLine(ResolvedColumn column, int bytes, long rows) => new(
        RejectionAction.Widened,
        column.TargetColumn,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"has up to {bytes} bytes in UTF-8, but {column.Type} holds {column.Type.Length}"),
        "Nothing has to be done; ask for a longer VARCHAR with As to have the plan say it.") { Rows = rows };

    private BrokenLimit Broken(string scope) =>
        new(scope.Length == 0 ? null : scope, _scopes[scope].Policy, _scopes[scope].Rows, _scopes[scope].Last);

    private void Keep(RowRejection rejection)
    {
        int kept = _kept.GetValueOrDefault(rejection.Action);
        if (kept < MaxLines)
        {
            _kept[rejection.Action] = kept + 1;
            _lines.Add(rejection);
            return;
        }

        (RejectionAction Action, string Column) key = (rejection.Action, rejection.Column);
        _further[key] = _further.TryGetValue(key, out RowRejection? further)
            ? further with { Rows = further.Rows + 1 }
            : rejection with { SourceKey = null, Value = null, Rule = Further };
    }
}

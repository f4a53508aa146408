using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>
/// Puts the rows of one read into batches. A source selects <see cref="Inputs"/> in their order, appends one cell to each per row and calls
/// <see cref="EndRow"/>, which adds the computed columns; where a value is refused on the way, it calls <see cref="Refuse"/>. Not for use by several
/// threads at once.
/// </summary>
internal sealed class RowAppender
{
    private readonly ColumnAppender[] _columns;
    private readonly ComputedColumn[] _computed;
    private readonly TextAppender[] _bending;
    private readonly RejectedRow _rejected;
    private readonly RowRejections _rejections;
    private readonly HashSet<string> _cut = new(StringComparer.Ordinal);
    private ColumnBatch? _batch;

    public RowAppender(ResolvedMapping mapping, byte[]? piiKey, RowRejections? rejections = null)
    {
        _rejections = rejections ?? new RowRejections();
        ColumnAppender[] plain = [.. mapping.Columns.Select(c => Plain(Strict(mapping, c)))];
        _columns = [.. plain.Select(a => CellTransform.For(a.Definition, piiKey) is { } transform ? new TransformingAppender(a, transform) : a)];
        _bending = [.. plain.OfType<TextAppender>().Where(t => t.Bends)];
        _rejected = new RejectedRow(mapping, _columns);
        List<RowInput> inputs = [.. _columns.Where(a => a.Definition.SourceColumn is not null || a.Definition.IsDeletedFlag).Select(a => new RowInput(a.Definition.SourceColumn ?? string.Empty, a))];
        List<ComputedColumn> computed = [];
        foreach (ColumnAppender appender in _columns.Where(a => a.Definition.Computed is not null))
        {
            computed.Add(ComputedColumn.For(appender, inputs));
        }

        Inputs = inputs;
        _computed = [.. computed];
    }

    /// <summary>What the source has to read, in this order.</summary>
    public IReadOnlyList<RowInput> Inputs { get; }

    /// <summary>Rows appended since the read began.</summary>
    public long TotalRows { get; private set; }

    /// <summary>Rows that a policy left out.</summary>
    public long RowsLeftOut { get; private set; }

    /// <summary>Target columns some text of which was cut.</summary>
    public IReadOnlyCollection<string> CutColumns => _cut;

    public void Bind(ColumnBatch batch)
    {
        _batch = batch;
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Bind(batch.Columns[i]);
        }
    }

    /// <summary>Call it after each input has got its cell.</summary>
    public void EndRow()
    {
        foreach (ComputedColumn computed in _computed)
        {
            computed.Append();
        }

        foreach (TextAppender text in _bending)
        {
            if (text.TakeExcess() is > 0 and int bytes)
            {
                Bent(text, bytes);
            }
        }

        _batch!.EndRow();
        TotalRows++;
    }

    /// <summary>Whether a refused row still lacks this part of its key; the source then appends that cell before it calls <see cref="Refuse"/>.</summary>
    public bool LacksKey(ColumnAppender appender) => _batch is not null && _rejected.LacksKey(appender, _batch.Rows);

    /// <summary>Does with the row that is being appended what the refused column's policy says: leaves it out, or fails.</summary>
    /// <exception cref="SourceReadException">RSI2006: the policy refuses; RSI2017: too many rows were left out. It names column, row and pipeline, never the value.</exception>
    public void Refuse(ValueRefusedException refused, ExtractRequest request)
    {
        int rows = _batch?.Rows ?? 0;
        bool quarantined = refused.Column.Overflow.Action == OverflowAction.Quarantine;
        if (quarantined && _rejections.IsOfKeys)
        {
            EndKeys(rows);
            return;
        }

        string key = _rejected.Key(refused, rows, TotalRows + RowsLeftOut + 1);
        RowRejection rejection = new(quarantined ? RejectionAction.Quarantined : RejectionAction.Refused, refused.Column.TargetColumn, refused.Rule, refused.Remedy)
        {
            SourceKey = key,
            Value = _rejected.Value(refused),
        };
        if (!quarantined)
        {
            _rejections.Add(rejection);
            string column = refused.Column.SourceColumn ?? refused.Column.TargetColumn;
            throw SourceProblems.ValueRefused(request.Source.Connection, request.Source.Name, request.Pipeline, RejectedRow.Named(key), column, refused.Rule, refused.Remedy, refused);
        }

        BrokenLimit? broken = _rejections.Quarantine(refused.Column, rejection);
        if (broken is not null)
        {
            throw broken.Problem(request);
        }

        LeaveOut();
    }

    /// <summary>A bad cursor takes no key with it; a bad key is none that the target could hold.</summary>
    private void EndKeys(int rows)
    {
        ColumnAppender[] open = [.. _columns.Where(c => c.Column!.Rows <= rows)];
        if (open.Any(LacksKey))
        {
            LeaveOut();
            return;
        }

        Array.ForEach(open, c => c.AppendNull());
        EndRow();
    }

    private void LeaveOut()
    {
        _batch!.TakeBackRow();
        RowsLeftOut++;
        foreach (TextAppender text in _bending)
        {
            _ = text.TakeExcess();
        }
    }

    /// <summary>A NULL in a key is no row that can be told apart; the load would refuse them all, so a policy that leaves rows out does it here.</summary>
    private static ResolvedColumn Strict(ResolvedMapping mapping, ResolvedColumn column) =>
        column.Overflow.Action == OverflowAction.Quarantine && mapping.Keys.Contains(column.TargetColumn, StringComparer.Ordinal) ? column with { IsNullable = false } : column;

    private static ColumnAppender Plain(ResolvedColumn column) => column.Type.Kind switch
    {
        RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer => new Int32Appender(column),
        RedshiftTypeKind.BigInt => new Int64Appender(column),
        RedshiftTypeKind.Decimal when ColumnLayout.Of(column).Kind == ColumnKind.Int64 => new Decimal64Appender(column),
        RedshiftTypeKind.Decimal => new Decimal128Appender(column),
        RedshiftTypeKind.Boolean => new BooleanAppender(column),
        RedshiftTypeKind.Real => new FloatAppender(column),
        RedshiftTypeKind.DoublePrecision => new DoubleAppender(column),
        RedshiftTypeKind.Date => new DateAppender(column),
        RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz => new TimestampAppender(column),
        RedshiftTypeKind.Time => new TimeAppender(column),
        RedshiftTypeKind.Varbyte => new BytesAppender(column),
        RedshiftTypeKind.Super when column.Overflow.Action == OverflowAction.ToSuper => new JsonStringAppender(column),
        _ => new TextAppender(column),
    };

    private void Bent(TextAppender text, int bytes)
    {
        ResolvedColumn column = text.Definition;
        if (column.MayWiden)
        {
            _rejections.Widen(column, bytes);
            return;
        }

        _cut.Add(column.TargetColumn);
        _rejections.Add(new RowRejection(RejectionAction.Truncated, column.TargetColumn, TextAppender.TooLong(bytes, column), TextAppender.LongerRemedy)
        {
            SourceKey = _rejected.Key(null, _batch!.Rows, TotalRows + RowsLeftOut + 1),
            Value = _rejected.Value(column, ShownValue.Of(text.LastText())),
        });
    }
}

/// <param name="SourceColumn">The exact name in the source; empty for the flag of deleted rows, which is an expression.</param>
/// <param name="Appender">Takes the cell.</param>
internal sealed record RowInput(string SourceColumn, ColumnAppender Appender)
{
    public bool IsDeletedFlag => SourceColumn.Length == 0;
}

using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>
/// Puts the rows of one read into batches. A source selects <see cref="Inputs"/> in their order, appends one cell to each per row and calls
/// <see cref="EndRow"/>, which adds the computed columns. Not for use by several threads at once.
/// </summary>
internal sealed class RowAppender
{
    private readonly ResolvedMapping _mapping;
    private readonly ColumnAppender[] _columns;
    private readonly ComputedColumn[] _computed;
    private ColumnBatch? _batch;

    public RowAppender(ResolvedMapping mapping, byte[]? piiKey)
    {
        _mapping = mapping;
        _columns = [.. mapping.Columns.Select(c => AppenderOf(c, piiKey))];
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

        _batch!.EndRow();
        TotalRows++;
    }

    /// <summary>The key of the row that is being appended, for messages: key columns that already have their cell; PII is masked.</summary>
    public string DescribeRow()
    {
        if (_mapping.Keys.Count == 0 || _batch is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"row {TotalRows + 1} of the read");
        }

        return "the row with " + string.Join(", ", _mapping.Keys.Select(k => $"{k} = {KeyText(k)}"));
    }

    /// <summary>The error of a refused value: column, row and pipeline, never the value.</summary>
    public SourceReadException Refused(ValueRefusedException refused, ExtractRequest request) => SourceProblems.ValueRefused(
        request.Source.Connection,
        request.Source.Name,
        $"{DescribeRow()} (pipeline '{request.Pipeline}')",
        refused.Column.SourceColumn ?? refused.Column.TargetColumn,
        refused.Rule,
        refused.Remedy,
        refused);

    private static ColumnAppender AppenderOf(ResolvedColumn column, byte[]? piiKey) => CellTransform.For(column, piiKey) is { } transform
        ? new TransformingAppender(Plain(column), transform)
        : Plain(column);

    private static ColumnAppender Plain(ResolvedColumn column) => column.Type.Kind switch
    {
        RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer => new Int32Appender(column),
        RedshiftTypeKind.BigInt => new Int64Appender(column),
        RedshiftTypeKind.Decimal when ColumnLayout.Of(column.Type).Kind == ColumnKind.Int64 => new Decimal64Appender(column),
        RedshiftTypeKind.Decimal => new Decimal128Appender(column),
        RedshiftTypeKind.Boolean => new BooleanAppender(column),
        RedshiftTypeKind.Real => new FloatAppender(column),
        RedshiftTypeKind.DoublePrecision => new DoubleAppender(column),
        RedshiftTypeKind.Date => new DateAppender(column),
        RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz => new TimestampAppender(column),
        RedshiftTypeKind.Time => new TimeAppender(column),
        RedshiftTypeKind.Varbyte => new BytesAppender(column),
        _ => new TextAppender(column),
    };

    private string KeyText(string key)
    {
        ColumnAppender? appender = Array.Find(_columns, a => string.Equals(a.Definition.TargetColumn, key, StringComparison.Ordinal));
        if (appender?.Column is null || appender.Column.Rows <= _batch!.Rows)
        {
            return "(not read)";
        }

        return appender.Definition.IsPii ? "***" : appender.LastText();
    }
}

/// <param name="SourceColumn">The exact name in the source; empty for the flag of deleted rows, which is an expression.</param>
/// <param name="Appender">Takes the cell.</param>
internal sealed record RowInput(string SourceColumn, ColumnAppender Appender)
{
    public bool IsDeletedFlag => SourceColumn.Length == 0;
}

using System.Globalization;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>What may be told of a row with a bad value: its key, and the value, with all that is personal masked.</summary>
internal sealed class RejectedRow
{
    private readonly ColumnAppender[] _keys;
    private readonly HashSet<string> _personal = new(StringComparer.Ordinal);

    public RejectedRow(ResolvedMapping mapping, ColumnAppender[] columns)
    {
        _keys = [.. mapping.Keys.Select(k => Array.Find(columns, a => string.Equals(a.Definition.TargetColumn, k, StringComparison.Ordinal))).OfType<ColumnAppender>()];
        string[] sources = [.. mapping.Columns.Where(c => c.IsPii && c.SourceColumn is not null).Select(c => c.SourceColumn!)];
        _personal.UnionWith(mapping.Columns.Where(c => c.IsPii || Inputs(c).Any(sources.Contains)).Select(c => c.TargetColumn));
    }

    public bool LacksKey(ColumnAppender appender, int rows) => _keys.Contains(appender) && appender.Column!.Rows <= rows;

    /// <summary>The key of the row that is being appended.</summary>
    /// <param name="refused">What is wrong with it; null if it is whole.</param>
    /// <param name="rows">Whole rows of the batch.</param>
    /// <param name="number">The row's place in its read, for sources without a key.</param>
    public string Key(ValueRefusedException? refused, int rows, long number) => _keys.Length == 0
        ? string.Create(CultureInfo.InvariantCulture, $"row {number} of the read")
        : string.Join(", ", _keys.Select(k => $"{k.Definition.TargetColumn} = {Part(k, refused, rows)}"));

    public static string Named(string key) => key.StartsWith("row ", StringComparison.Ordinal) ? key : $"the row with {key}";

    public string? Value(ValueRefusedException refused) => Value(refused.Column, refused.Shown);

    public string? Value(ResolvedColumn column, string? shown) => shown is null ? null : _personal.Contains(column.TargetColumn) ? ShownValue.Masked : shown;

    /// <summary>A hash tells who has the key which row it is, and nobody else anything.</summary>
    private string Part(ColumnAppender key, ValueRefusedException? refused, int rows)
    {
        ResolvedColumn definition = key.Definition;
        if (refused is not null && string.Equals(refused.Column.TargetColumn, definition.TargetColumn, StringComparison.Ordinal))
        {
            return Value(refused) ?? "NULL";
        }

        return key.Column is null || key.Column.Rows <= rows ? "(not read)"
            : key.Column.Levels is { } levels && levels[key.Column.Rows - 1] == 0 ? "NULL"
            : _personal.Contains(definition.TargetColumn) && !definition.Transforms.Any(t => t is Sha256Transform) ? ShownValue.Masked
            : ShownValue.Of(key.LastText());
    }

    private static EquatableList<string> Inputs(ResolvedColumn column) => column.Computed is ConcatTransform concat ? concat.Columns : column.SourceColumn is { } name ? [name] : [];
}

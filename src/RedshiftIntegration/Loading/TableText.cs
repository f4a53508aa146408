using RedshiftIntegration.Definition;

namespace RedshiftIntegration.Loading;

/// <summary>Lines of a plan that describe tables.</summary>
internal static class TableText
{
    /// <summary>One line a column, in columns of their own, then keys and styles.</summary>
    public static IReadOnlyList<string> Columns(WantedTable table)
    {
        int names = table.Columns.Max(c => c.Name.Length);
        int types = table.Columns.Max(c => TypeOf(c).Length);
        List<string> lines = [.. table.Columns.Select(c => $"+ {c.Name.PadRight(names)}  {TypeOf(c).PadRight(types)}  {c.Why}".TrimEnd())];
        if (table.PrimaryKey.Count > 0)
        {
            lines.Add($"+ primary key ({string.Join(", ", table.PrimaryKey)}), declared; Redshift does not enforce it");
        }

        lines.Add($"+ distribution {Distribution(table.Distribution, table.DistributionKey)}, sort key {(table.SortKeys.Count == 0 ? "AUTO" : $"({string.Join(", ", table.SortKeys)})")}");
        return lines;
    }

    public static string Because(WantedColumn column) => column.Why.Length == 0 ? string.Empty : $"  {column.Why}";

    public static string Distribution(DistributionStyle style, string? key) =>
        style == DistributionStyle.Key ? $"KEY ({key})" : style.ToString().ToUpperInvariant();

    private static string TypeOf(WantedColumn column) => column.IsNullable ? column.Type.ToString() : $"{column.Type} NOT NULL";
}

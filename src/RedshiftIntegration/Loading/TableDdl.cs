using RedshiftIntegration.Definition;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>A table as a plan wants it.</summary>
internal sealed record WantedTable(string Schema, string Name)
{
    public required EquatableList<WantedColumn> Columns { get; init; }

    public EquatableList<string> PrimaryKey { get; init; }

    public DistributionStyle Distribution { get; init; }

    public string? DistributionKey { get; init; }

    public EquatableList<string> SortKeys { get; init; }

    public string Quoted => RedshiftQuoter.Quote(Schema, Name);
}

internal sealed record WantedColumn(string Name, RedshiftType Type, bool IsNullable)
{
    /// <summary>Why it has this type, for the plan.</summary>
    public string Why { get; init; } = string.Empty;

    public string Definition => $"{RedshiftQuoter.Quote(Name)} {Type}{(IsNullable ? string.Empty : " NOT NULL")}";
}

/// <summary>The DDL of tables.</summary>
internal static class TableDdl
{
    /// <summary>Redshift enforces no primary key but its planner trusts it (AWS: t_Defining_constraints); it tells people and tools what a row is.</summary>
    public static string Create(WantedTable table)
    {
        List<string> lines = [.. table.Columns.Select(c => c.Definition)];
        if (table.PrimaryKey.Count > 0)
        {
            lines.Add($"PRIMARY KEY ({RedshiftQuoter.List(table.PrimaryKey)})");
        }

        return $"CREATE TABLE {table.Quoted} (\n    {string.Join(",\n    ", lines)}\n){Distribution(table)}{Sorting(table)}";
    }

    public static string AddColumn(WantedTable table, WantedColumn column) =>
        $"ALTER TABLE {table.Quoted} ADD COLUMN {RedshiftQuoter.Quote(column.Name)} {column.Type}";

    public static string Widen(WantedTable table, WantedColumn column) =>
        $"ALTER TABLE {table.Quoted} ALTER COLUMN {RedshiftQuoter.Quote(column.Name)} TYPE {column.Type}";

    public static string AlterDistribution(WantedTable table) => table.Distribution switch
    {
        DistributionStyle.Key => $"ALTER TABLE {table.Quoted} ALTER DISTSTYLE KEY DISTKEY {RedshiftQuoter.Quote(table.DistributionKey!)}",
        DistributionStyle.Even => $"ALTER TABLE {table.Quoted} ALTER DISTSTYLE EVEN",
        _ => $"ALTER TABLE {table.Quoted} ALTER DISTSTYLE ALL",
    };

    public static string AlterSorting(WantedTable table) =>
        $"ALTER TABLE {table.Quoted} ALTER COMPOUND SORTKEY ({RedshiftQuoter.List(table.SortKeys)})";

    /// <summary>Only while the table is empty: the assertion divides by zero otherwise.</summary>
    public static IReadOnlyList<string> Replace(WantedTable table) =>
    [
        "BEGIN",
        $"LOCK TABLE {table.Quoted}",
        $"SELECT 1 / CASE WHEN (SELECT COUNT(*) FROM {table.Quoted}) = 0 THEN 1 ELSE 0 END",
        $"DROP TABLE {table.Quoted}",
        Create(table),
        "COMMIT",
    ];

    /// <summary>Nothing is written for AUTO, Redshift's own default.</summary>
    private static string Distribution(WantedTable table) => table.Distribution switch
    {
        DistributionStyle.Key => $"\nDISTSTYLE KEY DISTKEY ({RedshiftQuoter.Quote(table.DistributionKey!)})",
        DistributionStyle.Even => "\nDISTSTYLE EVEN",
        DistributionStyle.All => "\nDISTSTYLE ALL",
        _ => string.Empty,
    };

    private static string Sorting(WantedTable table) =>
        table.SortKeys.Count > 0 ? $"\nCOMPOUND SORTKEY ({RedshiftQuoter.List(table.SortKeys)})" : string.Empty;
}

using RedshiftIntegration.Definition;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Redshift;

/// <summary>A table as the catalogue describes it.</summary>
internal sealed record CatalogueTable
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    public EquatableList<CatalogueColumn> Columns { get; init; }

    public EquatableList<string> PrimaryKey { get; init; }

    /// <summary>Null: AUTO, whatever Redshift has made of it by now.</summary>
    public DistributionStyle? Distribution { get; init; }

    public bool IsView { get; init; }

    public string? DistributionKey => Columns.FirstOrDefault(c => c.IsDistributionKey)?.Name;

    public EquatableList<string> SortKeys => EquatableList.From(Columns.Where(c => c.SortOrdinal != 0).OrderBy(c => Math.Abs(c.SortOrdinal)).Select(c => c.Name));

    /// <summary>Interleaved keys have ordinals of both signs (AWS: r_PG_TABLE_DEF).</summary>
    public bool IsInterleaved => Columns.Any(c => c.SortOrdinal < 0);

    /// <summary>Whether a column's type can be changed in place: only a VARCHAR's size, and not under a key or a default (AWS: r_ALTER_TABLE).</summary>
    public bool CanWiden(CatalogueColumn column) =>
        column.Type?.Kind == RedshiftTypeKind.Varchar && !column.HasDefault && !PrimaryKey.Contains(column.Name, StringComparer.Ordinal);

    /// <summary>Canonical text: a plan is refused when it has changed since.</summary>
    public override string ToString() =>
        $"{(IsView ? "view" : "table")} {Schema}.{Name} ({string.Join(", ", Columns)}) key ({string.Join(", ", PrimaryKey)}) dist {Distribution?.ToString() ?? "auto"} {DistributionKey} sort ({string.Join(", ", SortKeys)})";
}

internal sealed record CatalogueColumn(string Name, string TypeText)
{
    public bool IsNullable { get; init; } = true;

    public bool HasDefault { get; init; }

    public bool IsDistributionKey { get; init; }

    /// <summary>1 for the first sort column; 0: none.</summary>
    public int SortOrdinal { get; init; }

    /// <summary>Null where it is none of the types that this library loads.</summary>
    public RedshiftType? Type => CatalogueType.Parse(TypeText);

    public override string ToString() => $"{Name} {TypeText}{(IsNullable ? string.Empty : " not null")}{(HasDefault ? " default" : string.Empty)}";
}

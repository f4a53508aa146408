using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Catalogue;

internal enum DistStyle { Auto, Even, Key, All }

internal enum SortStyle { None, Auto, Compound, Interleaved }

/// <summary>PRIMARY KEY, UNIQUE or FOREIGN KEY: kept for the catalogue, never enforced (AWS: t_Defining_constraints).</summary>
internal sealed record TableConstraint(uint Oid, string Name, char Type, ImmutableArray<string> Columns)
{
    /// <summary>The referenced table of a foreign key.</summary>
    public uint? References { get; init; }

    /// <summary>Numbers of the referenced table's columns.</summary>
    public ImmutableArray<int> ReferencedColumns { get; init; } = [];
}

/// <summary>A table. DuckDB knows it by <see cref="PhysicalName"/>, so a rename touches the catalogue alone.</summary>
internal sealed record Table : Relation
{
    public required ImmutableArray<Column> Columns { get; init; }

    public DistStyle DistStyle { get; init; } = DistStyle.Auto;

    public string? DistKey { get; init; }

    public SortStyle SortStyle { get; init; } = SortStyle.None;

    public ImmutableArray<string> SortKey { get; init; } = [];

    public ImmutableArray<TableConstraint> Constraints { get; init; } = [];

    public bool Temporary { get; init; }

    /// <summary>ENCODE AUTO: Redshift chooses the columns' encodings.</summary>
    public bool AutoEncoding { get; init; }

    /// <summary>The highest number that a column ever had; none is given twice.</summary>
    public int LastColumn { get; init; }

    public string PhysicalName => string.Create(CultureInfo.InvariantCulture, $"t{Oid}");

    /// <summary>The name as DuckDB takes it, quoted.</summary>
    public DuckSql PhysicalSql => $"{(Temporary ? $"temp." : DuckSql.Empty)}main.{Printer.Identifier(PhysicalName)}";

    public Column? Find(string column) => Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.Ordinal));
}

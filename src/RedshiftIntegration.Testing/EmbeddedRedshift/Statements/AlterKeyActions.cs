using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

internal sealed record ChangeDistribution(DistStyle Style, string? Key, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        if (Key is not null)
        {
            TableBuilder.CheckKeyType(Find(table, Key, Position), true, Position);
        }
    }

    public override Table Run(Execution execution, Table table) => table with { DistStyle = Style, DistKey = Key };
}

internal sealed record ChangeSortKey(SortStyle Style, ImmutableArray<string> Columns, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        foreach (var column in Columns)
        {
            TableBuilder.CheckKeyType(Find(table, column, Position), false, Position);
        }
    }

    public override Table Run(Execution execution, Table table) => table with { SortStyle = Style, SortKey = Columns };
}

internal sealed record RenameTable(string Name, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        if (binder.Context.Catalogue.Find(table.Schema, Name) is not null)
        {
            throw new SqlError("42P07", $"Relation \"{Name}\" already exists", Position);
        }
    }

    public override Table Run(Execution execution, Table table) => table with { Name = Name };
}

internal sealed record RenameColumn(string Old, string Name, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        Find(table, Old, Position);
        if (table.Find(Name) is not null)
        {
            throw new SqlError("42701", $"column \"{Name}\" of relation \"{table.Name}\" already exists", Position);
        }
    }

    public override Table Run(Execution execution, Table table)
    {
        DuckRunner.Execute(execution, $"ALTER TABLE {table.PhysicalSql} RENAME COLUMN {Printer.Identifier(Old)} TO {Printer.Identifier(Name)}");
        string Renamed(string name) => string.Equals(name, Old, StringComparison.Ordinal) ? Name : name;
        return table with
        {
            Columns = [.. table.Columns.Select(c => c with { Name = Renamed(c.Name) })],
            DistKey = table.DistKey is null ? null : Renamed(table.DistKey),
            SortKey = [.. table.SortKey.Select(Renamed)],
            Constraints = [.. table.Constraints.Select(c => c with { Columns = [.. c.Columns.Select(Renamed)] })],
        };
    }
}

internal sealed record ChangeOwner(string Owner) : AlterAction
{
    public override Table Run(Execution execution, Table table) => table with { Owner = Owner };
}

/// <summary>Kept for the catalogue, not enforced; a primary key needs NOT NULL columns (AWS: t_Defining_constraints).</summary>
internal sealed record AddConstraint(char Type, string? Name, ImmutableArray<string> Columns, ObjectName? References, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        foreach (var column in Columns.Select(c => Find(table, c, Position)))
        {
            if (Type == 'p' && !column.NotNull)
            {
                throw new SqlError("42P16", $"column \"{column.Name}\" of a primary key must be NOT NULL", Position);
            }
        }

        if (Type == 'p' && table.Constraints.Any(c => c.Type == 'p'))
        {
            throw new SqlError("42P16", $"multiple primary keys for table \"{table.Name}\" are not allowed", Position);
        }
    }

    public override Table Run(Execution execution, Table table)
    {
        var suffix = Type switch { 'p' => "pkey", 'u' => $"{string.Join('_', Columns)}_key", _ => $"{string.Join('_', Columns)}_fkey" };
        var constraint = new TableConstraint(execution.Context.Catalogue.NextOid(), Name ?? $"{table.Name}_{suffix}", Type, Columns) { References = References?.ToString() };
        return table with { Constraints = table.Constraints.Add(constraint) };
    }
}

internal sealed record DropConstraint(string Name, int Position) : AlterAction
{
    public override Table Run(Execution execution, Table table) => table.Constraints.Any(c => string.Equals(c.Name, Name, StringComparison.Ordinal))
        ? table with { Constraints = [.. table.Constraints.Where(c => !string.Equals(c.Name, Name, StringComparison.Ordinal))] }
        : throw new SqlError("42704", $"constraint \"{Name}\" does not exist", Position);
}

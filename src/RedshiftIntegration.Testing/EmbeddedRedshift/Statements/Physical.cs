using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Makes and drops a table in DuckDB and in the catalogue together.</summary>
internal static class Physical
{
    public static void Create(Execution execution, Table table)
    {
        foreach (var column in table.Columns.Where(c => c.Identity is not null))
        {
            var (seed, step) = (Printer.Number(column.Identity!.Seed), Printer.Number(column.Identity.Step));
            DuckSql bounds = column.Identity.Step < 0 ? (DuckSql)$" MINVALUE {Printer.Number(long.MinValue)} MAXVALUE {Printer.Number(Math.Max(column.Identity.Seed, -1))}" : $" MINVALUE {Printer.Number(Math.Min(column.Identity.Seed, 1))}";
            DuckRunner.Execute(execution, $"CREATE SEQUENCE {Printer.Identifier(Defaults.Sequence(table))} START {seed} INCREMENT {step}{bounds}");
        }

        var columns = DuckSql.List(table.Columns, c => $"{Printer.Identifier(c.Name)} {Printer.TypeName(c.Type)}");
        DuckRunner.Execute(execution, $"CREATE {(table.Temporary ? $"TEMP " : DuckSql.Empty)}TABLE {table.PhysicalSql} ({columns})");
        execution.Context.Catalogue.Put(table);
    }

    public static void Drop(Execution execution, Relation relation)
    {
        if (relation is Table table)
        {
            DuckRunner.Execute(execution, $"DROP TABLE {table.PhysicalSql}");
            if (table.Columns.Any(c => c.Identity is not null))
            {
                DuckRunner.Execute(execution, $"DROP SEQUENCE {Printer.Identifier(Defaults.Sequence(table))}");
            }
        }

        execution.Context.Catalogue.Remove(relation);
    }

    public static SqlError AlreadyExists(ObjectName name) => new("42P07", $"Relation \"{name.Name}\" already exists", name.Position);
}

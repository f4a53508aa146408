using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>The statement that puts rows of a file into the table: values where the file has them, defaults and identities elsewhere.</summary>
internal sealed class LoadTarget(Execution execution, Table table, IReadOnlyList<Column> columns, CopyOptions options)
{
    private readonly Binder binder = new(execution.Context);

    /// <summary>Loads the rows, or with NOLOAD only reads and checks them; gives the number loaded.</summary>
    /// <param name="from">What stands after FROM.</param>
    /// <param name="value">The checked value of the column at an index of the COPY's column list; null where the file has none.</param>
    public long Insert(DuckSql from, Func<int, DuckSql?> value)
    {
        var list = DuckSql.List(table.Columns, c => Projection(c, value));
        if (!options.NoLoad)
        {
            return DuckRunner.Execute(execution, $"INSERT INTO {table.PhysicalSql} SELECT {list} FROM {from}");
        }

        // A plain SELECT would leave out what nobody reads, and the checks with it.
        DuckRunner.Execute(execution, $"CREATE TEMP TABLE rs_noload AS SELECT {list} FROM {from}");
        DuckRunner.Execute(execution, $"DROP TABLE temp.rs_noload");
        return 0;
    }

    private DuckSql Projection(Column column, Func<int, DuckSql?> value)
    {
        var index = IndexOf(column);
        if (index < 0)
        {
            return WriteChecks.Print(column, Defaults.Print(binder, table, column));
        }

        var read = value(index) ?? Printer.Cast($"NULL", column.Type);
        // AWS: r_COPY, null values: the default stands in for a null in a NOT NULL column.
        return WriteChecks.Required(column, column is { NotNull: true, Default: not null } ? $"coalesce({read}, {Defaults.Print(binder, table, column)})" : read);
    }

    private int IndexOf(Column column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Number == column.Number)
            {
                return i;
            }
        }

        return -1;
    }
}

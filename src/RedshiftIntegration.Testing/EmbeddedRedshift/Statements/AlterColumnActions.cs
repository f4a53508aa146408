using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

internal sealed record AddColumn(ColumnDefinition Definition, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        if (table.Find(Definition.Name) is not null)
        {
            throw new SqlError("42701", $"column \"{Definition.Name}\" of relation \"{table.Name}\" already exists", Position);
        }

        if (Definition.Identity is not null || Definition.DistKey || Definition.SortKey)
        {
            throw new SqlError("0A000", "ALTER TABLE ADD COLUMN can't have IDENTITY, DISTKEY or SORTKEY", Position);
        }

        if (Definition.NotNull && Definition.Default is null or NullLiteral)
        {
            throw new SqlError("0A000", "ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression", Position);
        }

        Make(binder, table);
    }

    public override Table Run(Execution execution, Table table)
    {
        var binder = new Binder(execution.Context);
        var column = Make(binder, table);
        DuckRunner.Execute(execution, $"ALTER TABLE {table.PhysicalSql} ADD COLUMN {Printer.Identifier(column.Name)} {Printer.TypeName(column.Type)}");
        if (column.Default is not null)
        {
            var value = WriteChecks.Print(column, Defaults.Print(binder, table, column));
            DuckRunner.Execute(execution, $"UPDATE {table.PhysicalSql} SET {Printer.Identifier(column.Name)} = {value}");
        }

        var added = table with { Columns = table.Columns.Add(column) };
        return added with { Columns = [.. added.Columns.Select(c => c with { Encoding = TableBuilder.Encoding(c, added) })] };
    }

    private Column Make(Binder binder, Table table) => TableBuilder.Column(binder, table.Name, Definition, table.Columns.Select(c => c.Number).DefaultIfEmpty(0).Max() + 1);
}

internal sealed record DropColumn(string Name, bool Cascade, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        Find(table, Name, Position);
        if (table.SortKey.Contains(Name, StringComparer.Ordinal) || string.Equals(table.DistKey, Name, StringComparison.Ordinal))
        {
            throw new SqlError("0A000", $"cannot drop {(string.Equals(table.DistKey, Name, StringComparison.Ordinal) ? "distkey" : "sortkey")} column \"{Name}\"", Position);
        }

        if (table.Columns.Length == 1)
        {
            throw new SqlError("0A000", "cannot drop the only column of a table", Position);
        }

        var views = Dependencies.Views(binder.Context.Catalogue, table).Where(v => v.Query.Contains(Name, StringComparison.OrdinalIgnoreCase) || v.Query.Contains('*', StringComparison.Ordinal)).ToList();
        if ((views.Count > 0 || table.Constraints.Any(c => c.Columns.Contains(Name, StringComparer.Ordinal))) && !Cascade)
        {
            throw new SqlError("2BP01", $"cannot drop table {table.Name} column {Name} because other objects depend on it", Position, hint: "Use DROP ... CASCADE to drop the dependent objects too.");
        }
    }

    public override Table Run(Execution execution, Table table)
    {
        if (Cascade)
        {
            foreach (var view in Dependencies.Views(execution.Context.Catalogue, table).Where(v => v.Query.Contains(Name, StringComparison.OrdinalIgnoreCase)))
            {
                Dependencies.Drop(execution, view, true);
            }
        }

        DuckRunner.Execute(execution, $"ALTER TABLE {table.PhysicalSql} DROP COLUMN {Printer.Identifier(Name)}");
        return table with
        {
            Columns = [.. table.Columns.Where(c => !string.Equals(c.Name, Name, StringComparison.Ordinal))],
            Constraints = [.. table.Constraints.Where(c => !c.Columns.Contains(Name, StringComparer.Ordinal))],
        };
    }
}

/// <summary>VARCHAR to another size of VARCHAR only (AWS: r_ALTER_TABLE): the catalogue alone changes, once the data fit.</summary>
internal sealed record ChangeType(string Name, TypeSyntax Type, int Position) : AlterAction
{
    public override BlockRule Block => BlockRule.Refused;

    public override void Check(Binder binder, Table table)
    {
        var column = Find(table, Name, Position);
        var type = TypeNames.Resolve(Type, $"{table.Name}.{Name}");
        if (column.Type.Kind != SqlTypeKind.Varchar || type.Kind != SqlTypeKind.Varchar)
        {
            throw new SqlError("0A000", $"cannot alter type of column \"{Name}\" from {column.Type} to {type}: only the size of a VARCHAR can change", Position);
        }

        if (column.Default is not null || table.Constraints.Any(c => c.Columns.Contains(Name, StringComparer.Ordinal)))
        {
            throw new SqlError("0A000", $"cannot alter type of column \"{Name}\": it has a default or is in a key", Position);
        }

        if (column.Encoding is "bytedict" or "runlength" or "text255" or "text32k")
        {
            throw new SqlError("0A000", $"cannot alter type of column \"{Name}\" with encoding {column.Encoding}", Position);
        }
    }

    public override Table Run(Execution execution, Table table)
    {
        var type = TypeNames.Resolve(Type, $"{table.Name}.{Name}");
        var longest = DuckRunner.Scalar(execution, $"SELECT CAST(max(strlen({Printer.Identifier(Name)})) AS BIGINT) FROM {table.PhysicalSql}");
        return longest is long bytes && bytes > type.Length
            ? throw new SqlError("22001", $"target column size should be greater or equal to current maximum column size {bytes}", Position)
            : table with { Columns = [.. table.Columns.Select(c => string.Equals(c.Name, Name, StringComparison.Ordinal) ? c with { Type = type } : c)] };
    }
}

internal sealed record ChangeEncoding(string Name, string Encoding, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table) => Find(table, Name, Position);

    public override Table Run(Execution execution, Table table) =>
        table with { Columns = [.. table.Columns.Select(c => string.Equals(c.Name, Name, StringComparison.Ordinal) ? c with { Encoding = Encoding == "raw" ? "none" : Encoding } : c)] };
}

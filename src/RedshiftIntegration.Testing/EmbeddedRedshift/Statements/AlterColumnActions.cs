using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

internal sealed record AddColumn(ColumnDefinition Definition, int Position) : AlterAction
{
    /// <summary>What CREATE TABLE takes and ADD COLUMN doesn't (AWS: r_ALTER_TABLE).</summary>
    public static SqlError Refuse(string attribute, int position) => new("0A000", $"ALTER TABLE ADD COLUMN doesn't take {attribute}", position);

    public override void Check(Binder binder, Table table)
    {
        if (table.Find(Definition.Name) is not null)
        {
            throw new SqlError("42701", $"column \"{Definition.Name}\" of relation \"{table.Name}\" already exists", Position);
        }

        if ((Definition.Identity is not null ? "IDENTITY" : Definition.DistKey ? "DISTKEY" : Definition.SortKey ? "SORTKEY" : null) is { } refused)
        {
            throw Refuse(refused, Position);
        }

        if (Definition.NotNull && Definition.Default is null or NullLiteral)
        {
            throw new SqlError("0A000", "ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression", Position);
        }

        if (table.Columns.Length == TableBuilder.MaximumColumns)
        {
            throw new SqlError("54011", $"tables can have at most {TableBuilder.MaximumColumns} columns", Position);
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

        return table with { Columns = table.Columns.Add(column with { Encoding = ColumnEncodings.Choose(column, table) }), LastColumn = column.Number };
    }

    private Column Make(Binder binder, Table table) => TableBuilder.Column(binder, table.Name, Definition, table.LastColumn + 1);
}

internal sealed record DropColumn(string Name, bool Cascade, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        var column = Find(table, Name, Position);
        if (table.SortKey.Contains(Name, StringComparer.Ordinal) || string.Equals(table.DistKey, Name, StringComparison.Ordinal))
        {
            throw new SqlError("0A000", $"cannot drop {(string.Equals(table.DistKey, Name, StringComparison.Ordinal) ? "distkey" : "sortkey")} column \"{Name}\"", Position);
        }

        if (table.Columns.Length == 1)
        {
            throw new SqlError("0A000", "cannot drop the only column of a table", Position);
        }

        if (!Cascade && Dependent(binder.Context.Catalogue, table, column) is { } dependent)
        {
            throw Dependencies.InUse($"table {table.Name} column {Name}", $"{dependent} depends on table {table.Name} column {Name}", Position);
        }
    }

    public override Table Run(Execution execution, Table table)
    {
        var catalogue = execution.Context.Catalogue;
        var number = Find(table, Name, Position).Number;
        foreach (var view in Dependencies.OfColumn(catalogue, table, number))
        {
            if (catalogue.FindByOid(view.Oid) is { } present)
            {
                Dependencies.Drop(execution, present, true);
            }
        }

        foreach (var referring in Dependencies.Referring(catalogue, table))
        {
            catalogue.Put(referring with { Constraints = [.. referring.Constraints.Where(c => !Refers(c, table, number))] });
        }

        DuckRunner.Execute(execution, $"ALTER TABLE {table.PhysicalSql} DROP COLUMN {Printer.Identifier(Name)}");
        return table with
        {
            Columns = [.. table.Columns.Where(c => c.Number != number)],
            Constraints = [.. table.Constraints.Where(c => !c.Columns.Contains(Name, StringComparer.Ordinal) && !Refers(c, table, number))],
        };
    }

    private string? Dependent(CatalogueSession catalogue, Table table, Column column)
    {
        if (Dependencies.OfColumn(catalogue, table, column.Number) is [var view, ..])
        {
            return $"{Dependencies.Word(view)} {view.Name}";
        }

        var constraint = table.Constraints.FirstOrDefault(c => c.Columns.Contains(Name, StringComparer.Ordinal))
            ?? Dependencies.Referring(catalogue, table).Prepend(table).SelectMany(t => t.Constraints).FirstOrDefault(c => Refers(c, table, column.Number));
        return constraint is null ? null : $"constraint {constraint.Name}";
    }

    private static bool Refers(TableConstraint constraint, Table table, int column) => constraint.References == table.Oid && constraint.ReferencedColumns.Contains(column);
}

/// <summary>VARCHAR to another size of VARCHAR only (AWS: r_ALTER_TABLE): the catalogue alone changes, once the data fit.</summary>
internal sealed record ChangeType(string Name, TypeSyntax Type, int Position) : AlterAction
{
    public override string? RunsAlone => "ALTER TABLE ALTER COLUMN";

    public override void Check(Binder binder, Table table)
    {
        var column = Find(table, Name, Position);
        var type = TypeNames.Resolve(Type, $"{table.Name}.{Name}");
        if (column.Type.Kind != SqlTypeKind.Varchar || type.Kind != SqlTypeKind.Varchar)
        {
            throw new SqlError("0A000", $"cannot alter type of column \"{Name}\" from {column.Type} to {type}: only the size of a VARCHAR can change", Position);
        }

        if (column.Default is not null)
        {
            throw new SqlError("0A000", $"cannot alter type of column \"{Name}\" that has a default", Position);
        }

        if (table.Constraints.Any(c => c.Columns.Contains(Name, StringComparer.Ordinal)))
        {
            throw new SqlError("0A000", $"cannot alter type of column \"{Name}\" that is in a key", Position);
        }

        if (column.Encoding is "bytedict" or "runlength" or "text255" or "text32k")
        {
            throw new SqlError("0A000", $"cannot alter type of column \"{Name}\" with encoding {column.Encoding}", Position);
        }

        if (Dependencies.OfColumn(binder.Context.Catalogue, table, column.Number) is [var view, ..])
        {
            throw new SqlError("0A000", "cannot alter type of a column used by a view or rule", Position, $"view {view.Name} depends on column \"{Name}\"");
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

/// <summary>AWS: r_ALTER_TABLE. Not to the encoding that the column has, and not beside an interleaved sort key.</summary>
internal sealed record ChangeEncoding(string Name, string Encoding, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        var column = Find(table, Name, Position);
        if (table.SortStyle == SortStyle.Interleaved)
        {
            throw new SqlError("0A000", $"cannot alter the encoding of column \"{Name}\": the table has an interleaved sort key", Position);
        }

        if (string.Equals(New(column, table), column.Encoding, StringComparison.Ordinal) && Encoding != "auto")
        {
            throw new SqlError("0A000", $"column \"{Name}\" has the encoding {Encoding} already", Position);
        }
    }

    public override Table Run(Execution execution, Table table) => table with
    {
        AutoEncoding = false,
        Columns = [.. table.Columns.Select(c => string.Equals(c.Name, Name, StringComparison.Ordinal) ? c with { Encoding = New(c, table) } : c)],
    };

    private string New(Column column, Table table) =>
        ColumnEncodings.Choose(column with { Encoding = ColumnEncodings.Check(Encoding, column.Type, Name, Position) }, table);
}

/// <summary>ALTER ENCODE AUTO: the columns keep what they have until Redshift changes it.</summary>
internal sealed record ChangeAutoEncoding : AlterAction
{
    public override Table Run(Execution execution, Table table) => table with { AutoEncoding = true };
}

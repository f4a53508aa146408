using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>The actions of ALTER TABLE that the double knows.</summary>
internal static class AlterTableActions
{
    public static AlterAction Parse(Parser parser)
    {
        var position = parser.Current.Position;
        if (parser.Take("ADD"))
        {
            return ParseAdd(parser, position);
        }

        if (parser.Take("DROP"))
        {
            return ParseDrop(parser, position);
        }

        if (parser.Take("RENAME TO"))
        {
            return new RenameTable(parser.Name(), position);
        }

        if (parser.Take("RENAME"))
        {
            parser.Take("COLUMN");
            var old = parser.Name();
            parser.Expect("TO");
            return new RenameColumn(old, parser.Name(), position);
        }

        if (parser.Take("OWNER TO"))
        {
            return new ChangeOwner(parser.Name());
        }

        return parser.Take("ALTER") ? ParseAlter(parser, position)
            : parser.Is("APPEND") || parser.Is("SET") || parser.Is("ROW") || parser.Is("MASKING") ? throw parser.NotSupported($"ALTER TABLE ... {parser.Current.Keyword}")
            : throw parser.Unexpected();
    }

    private static AlterAction ParseAdd(Parser parser, int position)
    {
        if (parser.Is("PRIMARY") || parser.Is("UNIQUE") || parser.Is("FOREIGN") || parser.Is("CONSTRAINT"))
        {
            var name = parser.Take("CONSTRAINT") ? parser.Name() : null;
            var type = parser.Take("PRIMARY KEY") ? 'p' : parser.Take("UNIQUE") ? 'u' : parser.Take("FOREIGN KEY") ? 'f' : throw parser.Unexpected();
            var columns = parser.NameList();
            ObjectName? references = null;
            if (type == 'f')
            {
                parser.Expect("REFERENCES");
                references = parser.ObjectName();
                if (parser.Is("("))
                {
                    parser.NameList();
                }
            }

            return new AddConstraint(type, name, columns, references, position);
        }

        parser.Take("COLUMN");
        return parser.Is("IF", "NOT") ? throw parser.Unexpected() : new AddColumn(new TableParser(parser).Column(), position);
    }

    private static AlterAction ParseDrop(Parser parser, int position)
    {
        if (parser.Take("CONSTRAINT"))
        {
            var constraint = parser.Name();
            Cascade(parser);
            return new DropConstraint(constraint, position);
        }

        parser.Take("COLUMN");
        var name = parser.Is("IF", "EXISTS") ? throw parser.Unexpected() : parser.Name();
        return new DropColumn(name, Cascade(parser), position);
    }

    private static bool Cascade(Parser parser)
    {
        var cascade = parser.Take("CASCADE");
        if (!cascade)
        {
            parser.Take("RESTRICT");
        }

        return cascade;
    }

    private static AlterAction ParseAlter(Parser parser, int position)
    {
        var elements = new TableParser(parser);
        if (parser.Take("DISTSTYLE"))
        {
            var style = elements.DistStyle();
            string? key = null;
            if (style == DistStyle.Key)
            {
                parser.Expect("DISTKEY");
                key = parser.Name();
            }

            return new ChangeDistribution(style, key, position);
        }

        if (parser.Take("DISTKEY"))
        {
            return new ChangeDistribution(DistStyle.Key, parser.Name(), position);
        }

        if (parser.Is("SORTKEY") || parser.Is("COMPOUND"))
        {
            parser.Take("COMPOUND");
            parser.Expect("SORTKEY");
            return parser.Take("AUTO") ? new ChangeSortKey(SortStyle.Auto, [], position)
                : parser.Take("NONE") ? new ChangeSortKey(SortStyle.None, [], position)
                : new ChangeSortKey(SortStyle.Compound, parser.NameList(), position);
        }

        parser.Take("COLUMN");
        var column = parser.Name();
        if (parser.Take("ENCODE"))
        {
            return new ChangeEncoding(column, parser.Label(), position);
        }

        parser.Expect("TYPE");
        return new ChangeType(column, parser.Type(), position);
    }
}

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

/// <summary>VARCHAR to another size of VARCHAR only (redshift-rules 29): the catalogue alone changes, once the data fit.</summary>
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

/// <summary>Kept for the catalogue, not enforced; a primary key needs NOT NULL columns (redshift-rules 18).</summary>
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

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
            return new ChangeOwner(parser.Name(), position);
        }

        if (parser.Take("APPEND FROM"))
        {
            var source = parser.ObjectName();
            var ignoreExtra = parser.Take("IGNOREEXTRA");
            return new AppendFrom(source, ignoreExtra, !ignoreExtra && parser.Take("FILLTARGET"), position);
        }

        return parser.Take("ALTER") ? ParseAlter(parser, position)
            : parser.Is("SET") || parser.Is("ROW") || parser.Is("MASKING") ? throw parser.NotSupported($"ALTER TABLE ... {parser.Current.Keyword}")
            : throw parser.Unexpected();
    }

    private static AlterAction ParseAdd(Parser parser, int position)
    {
        if (TableParser.IsConstraint(parser))
        {
            return new AddConstraint(new TableParser(parser).Constraint());
        }

        parser.Take("COLUMN");
        if (parser.Is("IF", "NOT"))
        {
            throw parser.Unexpected();
        }

        var table = new TableParser(parser);
        var column = table.Column();
        return table.FirstConstraint is { } constraint
            ? throw AddColumn.Refuse(constraint.Type switch { 'p' => "PRIMARY KEY", 'u' => "UNIQUE", _ => "REFERENCES" }, position)
            : new AddColumn(column, position);
    }

    private static AlterAction ParseDrop(Parser parser, int position)
    {
        if (parser.Take("CONSTRAINT"))
        {
            var constraint = parser.Name();
            return new DropConstraint(constraint, parser.TakeCascade(), position);
        }

        parser.Take("COLUMN");
        var name = parser.Is("IF", "EXISTS") ? throw parser.Unexpected() : parser.Name();
        return new DropColumn(name, parser.TakeCascade(), position);
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

        if (parser.Is("INTERLEAVED"))
        {
            throw new SqlError("0A000", "ALTER SORTKEY can't make an interleaved sort key", position);
        }

        if (parser.Take("ENCODE AUTO"))
        {
            return new ChangeAutoEncoding();
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

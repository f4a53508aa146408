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
        if (parser.Is("IF", "NOT"))
        {
            throw parser.Unexpected();
        }

        var table = new TableParser(parser);
        var column = table.Column();
        return table.HasConstraints
            ? throw new SqlError("0A000", "ALTER TABLE ADD COLUMN can't have UNIQUE, PRIMARY KEY or REFERENCES", position)
            : new AddColumn(column, position);
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

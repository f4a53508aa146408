using System.Collections.Immutable;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Column lists, column attributes and table attributes of CREATE TABLE and ALTER TABLE.</summary>
internal sealed class TableParser(Parser parser)
{
    private readonly ImmutableArray<ColumnDefinition>.Builder columns = ImmutableArray.CreateBuilder<ColumnDefinition>();
    private readonly ImmutableArray<ConstraintDefinition>.Builder constraints = ImmutableArray.CreateBuilder<ConstraintDefinition>();
    private readonly ImmutableArray<LikeDefinition>.Builder likes = ImmutableArray.CreateBuilder<LikeDefinition>();

    /// <summary>Whether a key stood among what was read so far.</summary>
    public ConstraintDefinition? FirstConstraint => constraints.Count > 0 ? constraints[0] : null;

    public TableDefinition Elements(TableDefinition definition)
    {
        parser.Expect("(");
        do
        {
            Element();
        }
        while (parser.Take(","));
        parser.Expect(")");
        return definition with { Columns = columns.ToImmutable(), Constraints = constraints.ToImmutable(), Like = likes.ToImmutable() };
    }

    public TableDefinition Attributes(TableDefinition definition)
    {
        while (true)
        {
            var position = parser.Current.Position;
            if (parser.Take("BACKUP"))
            {
                if (!parser.Take("YES"))
                {
                    parser.Expect("NO");
                }

                definition = definition.Backup ? throw Twice("BACKUP", position) : definition with { Backup = true };
            }
            else if (parser.Take("DISTSTYLE"))
            {
                definition = definition.DistStyle is null ? definition with { DistStyle = DistStyle() } : throw Twice("DISTSTYLE", position);
            }
            else if (parser.Take("DISTKEY"))
            {
                parser.Expect("(");
                definition = definition.DistKey is null ? definition with { DistKey = parser.Name() } : throw Twice("DISTKEY", position);
                parser.Expect(")");
            }
            else if (parser.Is("COMPOUND") || parser.Is("INTERLEAVED") || parser.Is("SORTKEY"))
            {
                definition = definition.SortStyle is null ? SortKey(definition) : throw Twice("SORTKEY", position);
            }
            else if (parser.Take("ENCODE AUTO"))
            {
                definition = definition.AutoEncoding ? throw Twice("ENCODE", position) : definition with { AutoEncoding = true };
            }
            else
            {
                return definition;
            }
        }
    }

    public DistStyle DistStyle()
    {
        foreach (var (word, style) in new[]
        {
            ("AUTO", Catalogue.DistStyle.Auto), ("EVEN", Catalogue.DistStyle.Even), ("KEY", Catalogue.DistStyle.Key), ("ALL", Catalogue.DistStyle.All),
        })
        {
            if (parser.Take(word))
            {
                return style;
            }
        }

        throw parser.Unexpected();
    }

    public ColumnDefinition Column()
    {
        var position = parser.Current.Position;
        var column = new ColumnDefinition(parser.Name(), parser.Type(), position);
        while (Attribute(ref column))
        {
        }

        return column;
    }

    private static SqlError Twice(string what, int position) => new("42601", $"{what} is given more than once", position);

    private TableDefinition SortKey(TableDefinition definition)
    {
        var style = parser.Take("INTERLEAVED") ? SortStyle.Interleaved : SortStyle.Compound;
        parser.Take("COMPOUND");
        parser.Expect("SORTKEY");
        return parser.Take("AUTO") ? definition with { SortStyle = SortStyle.Auto } : definition with { SortStyle = style, SortKey = parser.NameList() };
    }

    private void Element()
    {
        var position = parser.Current.Position;
        if (parser.Take("LIKE"))
        {
            Like();
            return;
        }

        if (IsConstraint(parser))
        {
            constraints.Add(Constraint());
        }
        else
        {
            columns.Add(Column());
        }
    }

    public static bool IsConstraint(Parser parser) =>
        parser.Is("CONSTRAINT") || parser.Is("PRIMARY") || parser.Is("UNIQUE") || parser.Is("FOREIGN") || parser.Is("CHECK") || parser.Is("EXCLUDE");

    /// <summary>[CONSTRAINT name] PRIMARY KEY (...) | UNIQUE (...) | FOREIGN KEY (...) REFERENCES t [(...)].</summary>
    public ConstraintDefinition Constraint()
    {
        var position = parser.Current.Position;
        var name = parser.Take("CONSTRAINT") ? parser.Name() : null;
        if (parser.Take("PRIMARY KEY"))
        {
            return new ConstraintDefinition('p', name, parser.NameList(), null, position);
        }

        if (parser.Take("UNIQUE"))
        {
            return new ConstraintDefinition('u', name, parser.NameList(), null, position);
        }

        if (parser.Take("FOREIGN KEY"))
        {
            var list = parser.NameList();
            parser.Expect("REFERENCES");
            return Foreign(name, list, position);
        }

        throw parser.Is("CHECK") || parser.Is("EXCLUDE")
            ? new SqlError("0A000", $"{parser.Current.Keyword} constraints are not supported on Redshift tables", parser.Current.Position)
            : parser.Unexpected();
    }

    private ConstraintDefinition Foreign(string? name, ImmutableArray<string> list, int position) =>
        new('f', name, list, parser.ObjectName(), position) { ReferencedColumns = parser.Is("(") ? parser.NameList() : [] };

    private void Like()
    {
        var table = parser.ObjectName();
        var defaults = false;
        while (parser.Is("INCLUDING") || parser.Is("EXCLUDING"))
        {
            defaults = parser.Advance().Keyword == "INCLUDING";
            parser.Expect("DEFAULTS");
        }

        likes.Add(new LikeDefinition(table, defaults));
    }

    private bool Attribute(ref ColumnDefinition column)
    {
        var position = parser.Current.Position;
        if (parser.Is("NOT", "NULL") || parser.Is("NULL"))
        {
            var notNull = parser.Take("NOT NULL");
            column = column.Nullability == !notNull ? throw new SqlError("42601", $"conflicting NULL/NOT NULL declarations for column \"{column.Name}\"", position)
                : column with { Nullability = notNull };
            parser.Take("NULL");
        }
        else if (parser.Take("ENCODE"))
        {
            column = column.Encoding is not null ? throw Twice("ENCODE", position) : column with { Encoding = parser.Label() };
        }
        else if (parser.Take("DISTKEY"))
        {
            column = column.DistKey ? throw Twice("DISTKEY", position) : column with { DistKey = true };
        }
        else if (parser.Take("SORTKEY"))
        {
            column = column.SortKey ? throw Twice("SORTKEY", position) : column with { SortKey = true };
        }
        else if (parser.Take("DEFAULT"))
        {
            _ = column.Default is not null || column.Identity is not null ? throw new SqlError("42601", $"multiple default values specified for column \"{column.Name}\"", position) : true;
            var start = parser.Current.Position;
            column = column with { Default = parser.Expression() };
            column = column with { DefaultText = parser.TextFrom(start) };
        }
        else if (parser.Take("COLLATE"))
        {
            if (!parser.Take("CASE_SENSITIVE"))
            {
                throw parser.NotSupported("COLLATE CASE_INSENSITIVE");
            }
        }
        else if (parser.Is("CHECK"))
        {
            throw new SqlError("0A000", "CHECK constraints are not supported on Redshift tables", position);
        }
        else
        {
            return Key(column.Name, position) || Identity(ref column);
        }

        return true;
    }

    private bool Key(string column, int position)
    {
        if (parser.Take("PRIMARY KEY"))
        {
            constraints.Add(new ConstraintDefinition('p', null, [column], null, position));
        }
        else if (parser.Take("UNIQUE"))
        {
            constraints.Add(new ConstraintDefinition('u', null, [column], null, position));
        }
        else if (parser.Take("REFERENCES"))
        {
            constraints.Add(Foreign(null, [column], position));
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool Identity(ref ColumnDefinition column)
    {
        var position = parser.Current.Position;
        var byDefault = parser.Take("GENERATED BY DEFAULT AS");
        if (!parser.Take("IDENTITY"))
        {
            return byDefault ? throw parser.Unexpected() : false;
        }

        if (column.Default is not null || column.Identity is not null)
        {
            throw new SqlError("42601", $"multiple default values specified for column \"{column.Name}\"", position);
        }

        parser.Expect("(");
        var seed = parser.SignedNumber();
        parser.Expect(",");
        var step = parser.SignedNumber();
        parser.Expect(")");
        column = step == 0
            ? throw new SqlError("22023", "the step of IDENTITY can't be 0", position)
            : column.Nullability == false ? throw new SqlError("42601", $"conflicting NULL/NOT NULL declarations for column \"{column.Name}\"", position)
            : column with { Identity = new IdentityRule(seed, step, byDefault), Nullability = true };
        return true;
    }
}

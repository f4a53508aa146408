using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>The first half of GRANT and REVOKE: which privileges on which objects (AWS: r_GRANT, r_REVOKE).</summary>
internal sealed record GrantTarget
{
    /// <summary>Null for ALL.</summary>
    public required Privilege? Privileges { get; init; }

    public required Securable Kind { get; init; }

    /// <summary>ON ALL TABLES IN SCHEMA: the names are schemas.</summary>
    public bool AllTables { get; init; }

    public required ImmutableArray<ObjectName> Names { get; init; }

    public required int Position { get; init; }

    public static GrantTarget Parse(Parser parser)
    {
        var position = parser.Current.Position;
        Refuse(parser, "ROLE", "ASSUMEROLE", "EXECUTE", "SHARE", "CONNECT", "IGNORE", "EXPLAIN", "ACCESS", "VACUUM", "ANALYZE", "CANCEL");
        Privilege? privileges = null;
        if (parser.Take("ALL"))
        {
            parser.Take("PRIVILEGES");
            RefuseColumns(parser);
        }
        else
        {
            privileges = parser.Separated(() => One(parser)).Aggregate((a, b) => a | b);
        }

        Refuse(parser, "FOR");
        parser.Expect("ON");
        Refuse(parser, "FUNCTION", "PROCEDURE", "LANGUAGE", "MODEL", "DATASHARE", "EXTERNAL", "COPY");
        if (parser.Is("DATABASE") || parser.Is("SCHEMA"))
        {
            var kind = parser.Advance().Keyword == "SCHEMA" ? Securable.Schema : Securable.Database;
            return new GrantTarget { Privileges = privileges, Kind = kind, Names = parser.Separated(() => Single(parser)), Position = position };
        }

        var all = parser.Take("ALL");
        if (all)
        {
            Refuse(parser, "FUNCTIONS", "PROCEDURES");
            parser.Expect("TABLES IN SCHEMA");
        }

        parser.Take("TABLE");
        var names = parser.Separated(() => all ? Single(parser) : parser.ObjectName());
        return new GrantTarget { Privileges = privileges, Kind = Securable.Relation, AllTables = all, Names = names, Position = position };
    }

    /// <summary>The objects by their oids, with the rights that the statement needs on them.</summary>
    public ImmutableArray<uint> Bind(Binder binder)
    {
        if (Privileges is { } named && (named & ~Catalogue.Privileges.Grantable(Kind)) is var wrong && wrong != Privilege.None)
        {
            throw new SqlError("0LP01", $"invalid privilege type {Catalogue.Privileges.Name(Catalogue.Privileges.Each(wrong)[0])} for {Word}", Position);
        }

        ImmutableArray<uint> oids = [.. Names.SelectMany(n => Oids(binder, n)).Distinct()];
        foreach (var oid in oids)
        {
            binder.Require(new ObjectNeed(Kind, oid, Effective) { ToGrant = true });
        }

        return oids;
    }

    public Privilege Effective => Privileges ?? Catalogue.Privileges.All(Kind);

    private string Word => Kind == Securable.Relation ? "table" : Kind.ToString().ToLowerInvariant();

    private static Privilege One(Parser parser)
    {
        if (parser.Is("CREATE") || parser.Is("DROP") || parser.Is("ALTER") || parser.Is("TRUNCATE"))
        {
            // CREATE USER, TRUNCATE TABLE ...: system privileges, which only roles can hold.
            _ = parser.Peek() is { Kind: TokenKind.Word } next && !next.Is("ON") && !next.Is("FOR") ? throw parser.NotSupported($"GRANT of {parser.Current.Keyword} {next.Keyword}") : true;
        }

        var privilege = Catalogue.Privileges.Parse(parser.Current.Kind == TokenKind.Word ? parser.Current.Keyword : "") ?? throw parser.Unexpected();
        parser.Advance();
        RefuseColumns(parser);
        return privilege;
    }

    private static void RefuseColumns(Parser parser)
    {
        if (parser.Is("("))
        {
            throw parser.NotSupported("a privilege on columns");
        }
    }

    private static void Refuse(Parser parser, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (parser.Is(word))
            {
                throw parser.NotSupported($"GRANT or REVOKE ... {word}");
            }
        }
    }

    private static ObjectName Single(Parser parser)
    {
        var position = parser.Current.Position;
        return new ObjectName(null, parser.Name(), position);
    }

    private IEnumerable<uint> Oids(Binder binder, ObjectName name)
    {
        var catalogue = binder.Context.Catalogue;
        if (Kind == Securable.Database)
        {
            return string.Equals(name.Name, catalogue.Shared.Database, StringComparison.Ordinal)
                ? [DatabaseCatalogue.DatabaseOid]
                : throw new SqlError("3D000", $"database \"{name.Name}\" does not exist", name.Position);
        }

        if (Kind == Securable.Schema || AllTables)
        {
            var schema = catalogue.FindSchema(name.Name) ?? throw new SqlError("3F000", $"schema \"{name.Name}\" does not exist", name.Position);
            if (!AllTables)
            {
                return [schema.Oid];
            }

            binder.Require(new ObjectNeed(Securable.Schema, schema.Oid, Privilege.Usage));
            return catalogue.Relations().Where(r => string.Equals(r.Schema, schema.Name, StringComparison.Ordinal)).Select(r => r.Oid);
        }

        if (binder.Context.SystemRelations.Find(name.Schema, name.Name) is not null)
        {
            throw SqlError.NotSupported("a privilege on a system view", name.Position);
        }

        var relation = binder.FindRelation(name) ?? throw binder.NoRelation(name);
        binder.Require(relation, Privilege.None);
        return [relation.Oid];
    }
}

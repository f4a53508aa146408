using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>A statement that a session keeps under a name, with the types of its parameters.</summary>
internal sealed record NamedStatement(Statement Statement, IReadOnlyList<SqlType?> Declared);

/// <summary>PREPARE name [(type, ...)] AS SELECT, INSERT, UPDATE or DELETE (AWS: r_PREPARE); ROLLBACK does not take it back.</summary>
internal sealed class PrepareStatement : Statement
{
    private const int MostParameters = 32_767;

    public required string Name { get; init; }

    public required int NamePosition { get; init; }

    public required ImmutableArray<TypeSyntax> Types { get; init; }

    public required Statement Inner { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("PREPARE");
        var position = parser.Current.Position;
        var name = parser.Name();
        ImmutableArray<TypeSyntax> types = [];
        if (parser.Take("("))
        {
            types = parser.Separated(parser.Type);
            parser.Expect(")");
        }

        parser.Expect("AS");
        if (!(parser.Is("SELECT") || parser.Is("WITH") || parser.Is("(") || parser.Is("INSERT") || parser.Is("UPDATE") || parser.Is("DELETE")))
        {
            throw parser.Unexpected();
        }

        var inner = StatementRegistry.Parse(parser, new StatementHead(parser.Current.Position, null));
        return new PrepareStatement
        {
            Name = name,
            NamePosition = position,
            Types = types,
            Inner = inner,
            Text = parser.TextFrom(head.Start),
            Position = head.Start,
            Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        if (Types.Length > MostParameters)
        {
            throw new SqlError("54000", $"a prepared statement has at most {MostParameters} parameters", Types[MostParameters].Position);
        }

        ImmutableArray<SqlType?> declared = [.. Types.Select(t => Widest(TypeNames.Resolve(t)))];
        var needed = Inner.Bind(context with { DeclaredParameters = declared }).ParameterTypes.Length;
        if (needed > declared.Length)
        {
            throw new SqlError("42P02", $"there is no parameter ${declared.Length + 1}", Inner.Position);
        }

        return new PlainBound(execution =>
        {
            if (!execution.Context.Session.TryAddPrepared(Name, new NamedStatement(Inner, declared)))
            {
                throw new SqlError("42P05", $"prepared statement \"{Name}\" already exists", NamePosition);
            }

            return new StatementResult("PREPARE");
        })
        {
            Effects = Effects.None,
        };
    }

    /// <summary>As in PostgreSQL a parameter has its type without length or precision.</summary>
    private static SqlType Widest(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Char or SqlTypeKind.Varchar => SqlType.Varchar(),
        SqlTypeKind.Varbyte => type with { Length = 1_024_000 },
        SqlTypeKind.Decimal => SqlType.Decimal(38, Math.Max(type.Scale, 10)),
        _ => type,
    };
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>EXECUTE name [(value, ...)] (AWS: r_EXECUTE): has the effects, columns and answer of the statement that was prepared.</summary>
internal sealed class ExecuteStatement : Statement
{
    public required string Name { get; init; }

    public required int NamePosition { get; init; }

    public required ImmutableArray<Expr> Arguments { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("EXECUTE");
        var position = parser.Current.Position;
        var name = parser.Name();
        ImmutableArray<Expr> arguments = [];
        if (parser.Take("("))
        {
            arguments = parser.Separated(() => parser.Expression());
            parser.Expect(")");
        }

        return new ExecuteStatement { Name = name, NamePosition = position, Arguments = arguments, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var named = context.Session.FindPrepared(Name) ?? throw new SqlError("26000", $"prepared statement \"{Name}\" does not exist", NamePosition);
        var inner = Prepared(named, context);
        if (inner.ParameterTypes.Length != Arguments.Length)
        {
            throw new SqlError(
                "42601",
                $"wrong number of parameters for prepared statement \"{Name}\"",
                NamePosition,
                detail: $"Expected {Printer.Number(inner.ParameterTypes.Length)} parameters but got {Printer.Number(Arguments.Length)}.");
        }

        var binder = new Binder(context);
        List<ResultColumn> columns = [.. inner.ParameterTypes.Select((t, i) => new ResultColumn($"p{Printer.Number(i + 1)}", t))];
        List<DuckSql> values = [.. Arguments.Select((a, i) => Coercions.Assign(binder.Bind(a, new Scope(null)), columns[i].Type, $"${i + 1}", a.Position).Sql)];
        Execution Filled(Execution execution) => execution with
        {
            Context = execution.Context with { DeclaredParameters = named.Declared },
            Parameters = values.Count == 0 ? [] : DuckRunner.Query(execution, $"SELECT {DuckSql.List(values)}", columns)[0],
        };
        return new PlainBound(execution => inner.Run(Filled(execution)))
        {
            Effects = inner.Effects,
            Columns = inner.Columns,
            ParameterTypes = binder.ParameterTypes(),
            Changes = [.. inner.Changes.Select(c => c.Numbers is { } numbers ? c with { Numbers = execution => numbers(Filled(execution)) } : c)],
        };
    }

    /// <summary>Positions in the text of PREPARE mean nothing in the text of EXECUTE.</summary>
    private static BoundStatement Prepared(NamedStatement named, BindContext context)
    {
        try
        {
            return named.Statement.Bind(context with { DeclaredParameters = named.Declared });
        }
        catch (SqlError e) when (e.Position is not null)
        {
            throw new SqlError(e.SqlState, e.Message, detail: e.Detail, hint: e.Hint);
        }
    }
}

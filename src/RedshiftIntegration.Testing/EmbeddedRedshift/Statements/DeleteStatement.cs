using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>[WITH ...] DELETE [FROM] t [USING ...] [WHERE ...]; the target has no alias (AWS: r_DELETE).</summary>
internal sealed class DeleteStatement : Statement
{
    public required WithSyntax? With { get; init; }

    public required ObjectName Target { get; init; }

    public required ImmutableArray<FromItem> Using { get; init; }

    public required Expr? Where { get; init; }

    public static Statement Parse(Parser parser, StatementHead head) => Parse(parser, head, null);

    public static Statement Parse(Parser parser, StatementHead head, WithSyntax? with)
    {
        parser.Expect("DELETE");
        parser.Take("FROM");
        return new DeleteStatement
        {
            With = with,
            Target = parser.ObjectName(),
            Using = parser.Take("USING") ? parser.FromList() : [],
            Where = parser.Take("WHERE") ? parser.Expression() : null,
            Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var with = With is null ? DuckSql.Empty : binder.With(With, null);
        var table = binder.Target(Target, LockMode.Change, Privilege.Delete);
        var scope = new Scope(null);
        var target = binder.AddTable(table, table.Name, scope, isTarget: true);
        var from = DuckSql.List(Using, f => binder.From(f, scope));
        var where = Where is null ? DuckSql.Empty : $" WHERE {binder.Where(Where, scope).Sql}";
        binder.CheckLeaderForms();
        DuckSql sql = $"{with}DELETE FROM {target.Sql}{(from.IsEmpty ? DuckSql.Empty : $" USING {from}")}{where}";
        return new PlainBound(execution => new StatementResult(string.Create(CultureInfo.InvariantCulture, $"DELETE {DuckRunner.Execute(execution, sql)}")))
        {
            Effects = binder.Effects(),
            Changes = [RowChanges.Of(table, with, target, $"{target.Sql}{(from.IsEmpty ? DuckSql.Empty : $", {from}")}{where}")],
            ParameterTypes = binder.ParameterTypes(),
        };
    }
}

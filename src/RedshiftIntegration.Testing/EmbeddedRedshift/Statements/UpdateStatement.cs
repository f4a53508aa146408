using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>[WITH ...] UPDATE t [AS x] SET c = v [FROM ...] [WHERE ...].</summary>
internal sealed class UpdateStatement : Statement
{
    public required WithSyntax? With { get; init; }

    public required ObjectName Target { get; init; }

    public required string? Alias { get; init; }

    public required ImmutableArray<(string Column, Expr Value, int Position)> Set { get; init; }

    public required ImmutableArray<FromItem> From { get; init; }

    public required Expr? Where { get; init; }

    public static Statement Parse(Parser parser, StatementHead head) => Parse(parser, head, null);

    public static Statement Parse(Parser parser, StatementHead head, WithSyntax? with)
    {
        parser.Expect("UPDATE");
        var target = parser.ObjectName();
        var alias = parser.Take("AS") ? parser.Name() : parser.IsName && !parser.Is("SET") ? parser.Name() : null;
        parser.Expect("SET");
        var set = parser.Separated(() => Assignment(parser));
        return new UpdateStatement
        {
            With = with, Target = target, Alias = alias, Set = set,
            From = parser.Take("FROM") ? parser.FromList() : [],
            Where = parser.Take("WHERE") ? parser.Expression() : null,
            Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    /// <summary>The column can't be qualified (AWS: r_UPDATE).</summary>
    internal static (string Column, Expr Value, int Position) Assignment(Parser parser)
    {
        var position = parser.Current.Position;
        var column = parser.Name();
        parser.Expect("=");
        return (column, parser.ValueOrDefault(), position);
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var with = With is null ? DuckSql.Empty : binder.With(With, null);
        var table = binder.Target(Target, LockMode.Change, Privilege.Update);
        var scope = new Scope(null);
        var target = binder.AddTable(table, Alias ?? table.Name, scope, isTarget: true);
        var from = DuckSql.List(From, f => binder.From(f, scope));
        var sets = Sets(binder, table, Set, scope);
        var where = Where is null ? DuckSql.Empty : $" WHERE {binder.Where(Where, scope).Sql}";
        binder.CheckLeaderForms();
        DuckSql sql = $"{with}UPDATE {target.Sql} SET {sets}{(from.IsEmpty ? DuckSql.Empty : $" FROM {from}")}{where}";
        return new PlainBound(execution => new StatementResult(string.Create(CultureInfo.InvariantCulture, $"UPDATE {DuckRunner.Execute(execution, sql)}")))
        {
            Effects = binder.Effects(),
            Changes = [RowChanges.Of(table, with, target, $"{target.Sql}{(from.IsEmpty ? DuckSql.Empty : $", {from}")}{where}")],
            ParameterTypes = binder.ParameterTypes(),
        };
    }

    internal static DuckSql Sets(Binder binder, Table table, ImmutableArray<(string Column, Expr Value, int Position)> set, Scope scope)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return DuckSql.List(set, s =>
        {
            var column = table.Find(s.Column) ?? throw new SqlError("42703", $"column \"{s.Column}\" of relation \"{table.Name}\" does not exist", s.Position);
            if (!seen.Add(s.Column))
            {
                throw new SqlError("42601", $"multiple assignments to same column \"{s.Column}\"", s.Position);
            }

            if (column.Identity is { ByDefault: false } || (column.Identity is not null && s.Value is DefaultExpr))
            {
                throw new SqlError("0A000", "cannot set an identity column to a value", s.Position);
            }

            var value = s.Value is DefaultExpr ? Defaults.Print(binder, table, column) : binder.Assign(s.Value, scope, column).Sql;
            return $"{Printer.Identifier(column.Name)} = {WriteChecks.Print(column, value)}";
        });
    }
}

using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>INSERT INTO t [(columns)] VALUES ... | query | DEFAULT VALUES.</summary>
internal sealed class InsertStatement : Statement
{
    public required ObjectName Target { get; init; }

    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>Null for DEFAULT VALUES.</summary>
    public required Query? Source { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("INSERT INTO");
        var target = parser.ObjectName();
        ImmutableArray<string> columns = [];
        if (parser.Is("(") && !parser.Peek().Is("SELECT") && !parser.Peek().Is("WITH") && !parser.Peek().Is("("))
        {
            columns = parser.NameList();
        }

        Query? source = null;
        if (!parser.Take("DEFAULT VALUES"))
        {
            source = parser.IsQueryStart ? parser.Query() : throw parser.Unexpected();
        }

        return new InsertStatement { Target = target, Columns = columns, Source = source, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var table = binder.Target(Target, LockMode.Append, Privilege.Insert);
        var columns = TargetColumns(table);
        var query = Source?.Body is ValuesBody { } values && Source.With is null ? BindValues(binder, table, columns, values)
            : Source is null ? new BoundQuery($"SELECT 1", [], []) : BindQuery(binder, columns, Source);
        binder.CheckLeaderForms();
        var list = DuckSql.List(table.Columns, c => Projection(binder, table, c, columns, query));
        DuckSql sql = $"INSERT INTO {table.PhysicalSql} SELECT {list} FROM ({query.Sql}) AS q{(query.Names.Count == 0 ? DuckSql.Empty : $"({Printer.Identifiers(query.Names)})")}";
        return new PlainBound(execution => new StatementResult(string.Create(CultureInfo.InvariantCulture, $"INSERT 0 {DuckRunner.Execute(execution, sql)}")))
        {
            Effects = binder.Effects(),
            ParameterTypes = binder.ParameterTypes(),
        };
    }

    private ImmutableArray<Column> TargetColumns(Table table)
    {
        if (Columns.IsEmpty)
        {
            return [.. table.Columns.Where(c => c.Identity is null or { ByDefault: true } || Source is not null)];
        }

        if (Columns.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new SqlError("42701", $"column \"{twice.Key}\" specified more than once", Target.Position);
        }

        return [.. Columns.Select(c => table.Find(c) ?? throw new SqlError("42703", $"column \"{c}\" of relation \"{table.Name}\" does not exist", Target.Position))];
    }

    private static DuckSql Projection(Binder binder, Table table, Column column, ImmutableArray<Column> columns, BoundQuery query)
    {
        var index = -1;
        for (var i = 0; i < Math.Min(columns.Length, query.Names.Count); i++)
        {
            index = columns[i].Number == column.Number ? i : index;
        }

        var value = index >= 0 ? $"q.{Printer.Identifier(query.Names[index])}" : Defaults.Print(binder, table, column);
        return WriteChecks.Print(column, value);
    }

    /// <summary>Rows of expressions, DEFAULT among them; each is converted to its column by itself.</summary>
    private BoundQuery BindValues(Binder binder, Table table, ImmutableArray<Column> columns, ValuesBody values)
    {
        var count = values.Rows[0].Length;
        Check(columns, count, values.Position);
        var scope = new Scope(null);
        var rows = values.Rows.Select(DuckSql (row) => row.Length != count
            ? throw new SqlError("42601", "VALUES lists must all be the same length", values.Position)
            : (DuckSql)$"({DuckSql.List(row, (e, i) => Value(binder, table, columns[i], e, scope))})");
        return new BoundQuery($"VALUES {DuckSql.List(rows)}", [.. columns.Take(count).Select(c => new ResultColumn(c.Name, c.Type))], []);
    }

    private static DuckSql Value(Binder binder, Table table, Column column, Expr expr, Scope scope)
    {
        if (expr is DefaultExpr)
        {
            return Defaults.Print(binder, table, column);
        }

        RefuseIdentity(column, expr.Position);
        return binder.Assign(expr, scope, column).Sql;
    }

    private BoundQuery BindQuery(Binder binder, ImmutableArray<Column> columns, Query source)
    {
        var query = binder.Query(source, null);
        Check(columns, query.Columns.Count, source.Position);
        var list = query.Names.Select(DuckSql (n, i) =>
        {
            RefuseIdentity(columns[i], source.Position);
            var constant = i < query.Constants.Count && query.Constants[i] is { } c && (c.IsNull || c.Literal is not null);
            var value = new Bound($"s.{Printer.Identifier(n)}", query.Columns[i].Type) { OpenParameter = constant ? 0 : null };
            return $"{Coercions.Assign(value, columns[i].Type, columns[i].Name, source.Position).Sql} AS {Printer.Identifier(columns[i].Name)}";
        });
        return new BoundQuery(
            $"SELECT {DuckSql.List(list)} FROM ({query.Sql}) AS s({Printer.Identifiers(query.Names)})",
            [.. columns.Take(query.Columns.Count).Select(c => new ResultColumn(c.Name, c.Type))],
            []);
    }

    private void Check(ImmutableArray<Column> columns, int count, int position)
    {
        if (count > columns.Length)
        {
            throw new SqlError("42601", "INSERT has more expressions than target columns", position);
        }

        if (count < columns.Length && !Columns.IsEmpty)
        {
            throw new SqlError("42601", "INSERT has more target columns than expressions", position);
        }
    }

    private static void RefuseIdentity(Column column, int position)
    {
        if (column.Identity is { ByDefault: false })
        {
            throw new SqlError("0A000", "cannot set an identity column to a value", position);
        }
    }
}

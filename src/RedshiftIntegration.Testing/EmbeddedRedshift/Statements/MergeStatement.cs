using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>MERGE within Redshift's limits (AWS: r_MERGE).</summary>
internal sealed class MergeStatement : Statement
{
    public required ObjectName Target { get; init; }

    public required ObjectName Source { get; init; }

    public required string? SourceAlias { get; init; }

    public required Expr On { get; init; }

    public bool RemoveDuplicates { get; init; }

    /// <summary>Empty for WHEN MATCHED THEN DELETE.</summary>
    public ImmutableArray<(string Column, Expr Value, int Position)> Set { get; init; } = [];

    public ImmutableArray<string> InsertColumns { get; init; } = [];

    public ImmutableArray<Expr> InsertValues { get; init; } = [];

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("MERGE INTO");
        var target = parser.ObjectName();
        parser.Expect("USING");
        if (parser.Is("("))
        {
            throw new SqlError("42601", "MERGE takes a table as its source, not a subquery", parser.Current.Position);
        }

        var source = parser.ObjectName();
        var alias = parser.Take("AS") ? parser.Name() : parser.IsName ? parser.Name() : null;
        parser.Expect("ON");
        var on = parser.Expression();
        var merge = new MergeStatement { Target = target, Source = source, SourceAlias = alias, On = on, Text = "", Position = head.Start, Step = head.Step };
        return parser.Take("REMOVE DUPLICATES") ? merge.With(parser, head, [], [], [], true) : Clauses(parser, head, merge);
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var target = binder.Target(Target, LockMode.Change, Privilege.Select | Privilege.Insert | (Set.IsEmpty ? Privilege.Delete : Privilege.Update));
        var source = SourceTable(binder, target);
        var scope = new Scope(null);
        var printedTarget = binder.AddTable(target, target.Name, scope, default, Target.Position, isTarget: true);
        var printedSource = binder.AddTable(source, SourceAlias ?? source.Name, scope, default, Source.Position);
        MergeCondition.Check(On, scope);
        var on = binder.Where(On, scope).Sql;
        var changes = RowChanges.Of(target, DuckSql.Empty, printedTarget, $"{printedTarget.Sql} JOIN {printedSource.Sql} ON {on}");
        DuckSql many = $"SELECT 1 FROM {printedTarget.Sql} JOIN {printedSource.Sql} ON {on} GROUP BY {printedTarget.Alias}.rowid HAVING count(*) > 1 LIMIT 1";
        if (RemoveDuplicates)
        {
            return BindRemoveDuplicates(target, source, printedTarget, printedSource, on, binder.Effects(), many, changes);
        }

        DuckSql matched = Set.IsEmpty ? (DuckSql)$"DELETE" : $"UPDATE SET {Sets(binder, target, scope)}";
        var insert = Insert(binder, target, source, printedSource.Alias, scope.Sources[^1].Use);
        DuckSql sql = $"MERGE INTO {printedTarget.Sql} USING {printedSource.Sql} ON {on} WHEN MATCHED THEN {matched} WHEN NOT MATCHED THEN {insert}";
        return new PlainBound(execution =>
        {
            RefuseMany(execution, many);
            return Result(DuckRunner.Execute(execution, sql));
        })
        {
            Effects = binder.Effects(),
            Changes = [changes],
            ParameterTypes = binder.ParameterTypes(),
        };
    }

    private static StatementResult Result(long rows) => new(string.Create(CultureInfo.InvariantCulture, $"MERGE {rows}"));

    private static MergeStatement Clauses(Parser parser, StatementHead head, MergeStatement merge)
    {
        var set = ImmutableArray<(string, Expr, int)>.Empty;
        var columns = ImmutableArray<string>.Empty;
        var values = ImmutableArray<Expr>.Empty;
        var (matched, notMatched) = (false, false);
        while (parser.Is("WHEN"))
        {
            var position = parser.Current.Position;
            parser.Expect("WHEN");
            if (parser.Take("MATCHED"))
            {
                matched = matched ? throw Both(position) : true;
                set = Matched(parser);
            }
            else
            {
                parser.Expect("NOT MATCHED");
                notMatched = notMatched ? throw Both(position) : true;
                (columns, values) = NotMatched(parser);
            }
        }

        return matched && notMatched ? merge.With(parser, head, set, columns, values, false) : throw Both(parser.Current.Position);
    }

    private static SqlError Both(int position) => new("42601", "MERGE needs one WHEN MATCHED and one WHEN NOT MATCHED clause", position);

    private static ImmutableArray<(string, Expr, int)> Matched(Parser parser)
    {
        parser.Expect("THEN");
        if (parser.Take("DELETE"))
        {
            return [];
        }

        parser.Expect("UPDATE SET");
        return parser.Separated(() => UpdateStatement.Assignment(parser));
    }

    private static (ImmutableArray<string> Columns, ImmutableArray<Expr> Values) NotMatched(Parser parser)
    {
        parser.Expect("THEN INSERT");
        var columns = parser.Is("(") ? parser.NameList() : [];
        parser.Expect("VALUES (");
        var values = parser.Separated(parser.ValueOrDefault);
        parser.Expect(")");
        return (columns, values);
    }

    private MergeStatement With(
        Parser parser, StatementHead head, ImmutableArray<(string, Expr, int)> set, ImmutableArray<string> columns, ImmutableArray<Expr> values, bool removeDuplicates) => new()
        {
            Target = Target, Source = Source, SourceAlias = SourceAlias, On = On, Set = set, InsertColumns = columns, InsertValues = values, RemoveDuplicates = removeDuplicates,
            Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };

    private Table SourceTable(Binder binder, Table target)
    {
        if (binder.FindRelation(Source) is View)
        {
            throw new SqlError("0A000", "MERGE takes a table as its source, not a view", Source.Position);
        }

        var source = binder.Target(Source, LockMode.Read, Privilege.Select);
        return source.Oid == target.Oid ? throw new SqlError("0A000", "MERGE target and source can't be the same table", Source.Position) : source;
    }

    /// <summary>AWS: r_MERGE. A row of the target may have one row of the source alone.</summary>
    private static void RefuseMany(Execution execution, DuckSql many)
    {
        if (DuckRunner.Scalar(execution, many) is not null)
        {
            throw new SqlError("XX000", "Found multiple matches to update the same tuple.");
        }
    }

    private DuckSql Sets(Binder binder, Table target, Scope scope)
    {
        foreach (var (_, value, _) in Set)
        {
            MergeCondition.RefuseNavigation(value, scope);
        }

        return UpdateStatement.Sets(binder, target, Set, scope);
    }

    private DuckSql Insert(Binder binder, Table target, Table source, DuckSql sourceAlias, RelationUse? use)
    {
        var scope = new Scope(null);
        scope.Sources.Add(new ScopeSource(source.Schema, SourceAlias ?? source.Name, [.. source.Columns.Select(c => new ScopeColumn(c.Name, c.Type, $"{sourceAlias}.{Printer.Identifier(c.Name)}") { Number = c.Number })]) { Use = use });
        ImmutableArray<Column> columns = InsertColumns.IsEmpty
            ? target.Columns
            : [.. InsertColumns.Select(n => target.Find(n) ?? throw new SqlError("42703", $"column \"{n}\" of relation \"{target.Name}\" does not exist", Target.Position))];
        if (columns.Length < InsertValues.Length || (!InsertColumns.IsEmpty && columns.Length != InsertValues.Length))
        {
            throw new SqlError("42601", "INSERT has another number of expressions than target columns", Target.Position);
        }

        var values = target.Columns.Select(c =>
        {
            var index = columns.IndexOf(c);
            if (index < 0 || index >= InsertValues.Length || InsertValues[index] is DefaultExpr)
            {
                return WriteChecks.Print(c, Defaults.Print(binder, target, c));
            }

            return c.Identity is { ByDefault: false }
                ? throw new SqlError("0A000", "cannot set an identity column to a value", InsertValues[index].Position)
                : WriteChecks.Print(c, binder.Assign(InsertValues[index], scope, c).Sql);
        });
        return $"INSERT ({Printer.Identifiers(target.Columns.Select(c => c.Name))}) VALUES ({DuckSql.List(values)})";
    }

    /// <summary>
    /// REMOVE DUPLICATES: all that match go from the target, then the source's rows come, which leaves one row for several of the target; rows of the
    /// source that match none stay as they are, duplicates too (AWS: r_MERGE). Same number of columns, of compatible types.
    /// </summary>
    private PlainBound BindRemoveDuplicates(
        Table target, Table source, PrintedTable printedTarget, PrintedTable printedSource, DuckSql on, Effects effects, DuckSql many, RowChanges changes)
    {
        if (target.Columns.FirstOrDefault(c => c.Identity is { ByDefault: false }) is not null)
        {
            throw new SqlError("0A000", "cannot set an identity column to a value", Target.Position);
        }

        if (target.Columns.Length != source.Columns.Length || target.Columns.Zip(source.Columns).Any(p => !Coercions.Kindred(p.Second.Type, p.First.Type)))
        {
            throw new SqlError("42804", "MERGE ... REMOVE DUPLICATES needs source and target with the same columns", Source.Position);
        }

        DuckSql delete = $"DELETE FROM {printedTarget.Sql} USING {printedSource.Sql} WHERE {on}";
        var list = DuckSql.List(target.Columns.Zip(source.Columns), p =>
        {
            var value = new Bound($"{printedSource.Alias}.{Printer.Identifier(p.Second.Name)}", p.Second.Type);
            return WriteChecks.Print(p.First, Coercions.Assign(value, p.First.Type, p.First.Name, Source.Position).Sql);
        });
        DuckSql insert = $"INSERT INTO {target.PhysicalSql} SELECT {list} FROM {printedSource.Sql}";
        return new PlainBound(execution =>
        {
            RefuseMany(execution, many);
            DuckRunner.Execute(execution, delete);
            return Result(DuckRunner.Execute(execution, insert));
        })
        {
            Effects = effects,
            Changes = [changes],
        };
    }
}

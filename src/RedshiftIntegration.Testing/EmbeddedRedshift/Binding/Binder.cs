using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>
/// Gives every name and expression of one statement its meaning and Redshift type, and has the printer write it for DuckDB. It also gathers what the
/// statement touches: tables with lock modes, leader-node functions, parameters.
/// </summary>
internal sealed partial class Binder(BindContext context)
{
    private const int MaximumDepth = 600;

    private readonly Dictionary<int, SqlType> parameters = [];
    private int depth;
    private int aliases;
    private (string What, int Position)? leaderForm;
    private int? skippedLevel;
    private (string What, int Position)? computeForm;
    private bool readsComputeViews;

    public BindContext Context { get; } = context;

    public DuckSql NextAlias() => $"q{++aliases}";

    /// <summary>Marks a function or form that only the leader node knows (AWS: c_SQL_functions_leader_node_only).</summary>
    public void LeaderOnly(string what, int position) => leaderForm ??= (what, viewAt ?? position);

    /// <summary>Marks a function that runs on compute nodes only, where a table is read (AWS: c_SQL_functions_compute_node_only).</summary>
    public void ComputeOnly(string what, int position) => computeForm ??= (what, position);

    /// <summary>How many terms were bound so far that differ from row to row, columns and aggregates: an expression that adds none is constant.</summary>
    public int VaryingTerms { get; private set; }

    /// <summary>Notes a term that differs from row to row without naming a column: COUNT(*), RANDOM().</summary>
    public void NoteVarying() => VaryingTerms++;

    /// <summary>To be called when the whole statement is bound.</summary>
    public void CheckLeaderForms()
    {
        // The leader node alone joins anything; the compute nodes get subqueries as joins (AWS: r_correlated_subqueries).
        if (skippedLevel is { } position && touchesTables)
        {
            throw new SqlError(
                "0A000", "This type of correlated subquery pattern is not supported yet", position, detail: "a column of a query beyond the enclosing one is named");
        }

        if (leaderForm is { } form && touchesTables)
        {
            throw new SqlError(
                "0A000", "Specified types or functions (one per INFO message) not supported on Redshift tables.", form.Position, detail: $"{form.What} runs on the leader node only");
        }

        if (computeForm is { } function && !touchesTables && !readsComputeViews)
        {
            throw new SqlError(
                "0A000", "One or more of the used functions must be applied on at least one user created tables.", function.Position, detail: $"{function.What} runs on compute nodes only");
        }
    }

    public ImmutableArray<SqlType> ParameterTypes()
    {
        var count = Math.Max(parameters.Keys.DefaultIfEmpty(0).Max(), Context.DeclaredParameters.Count);
        return [.. Enumerable.Range(1, count).Select(n => parameters.GetValueOrDefault(n) ?? Declared(n) ?? SqlType.Varchar())];
    }

    private SqlType? Declared(int number) => number <= Context.DeclaredParameters.Count ? Context.DeclaredParameters[number - 1] : null;

    private Bound Parameter(ParameterExpr expr)
    {
        var declared = Declared(expr.Number);
        if (declared is { Kind: not SqlTypeKind.Unknown })
        {
            parameters[expr.Number] = declared;
            return declared.IsText
                ? new Bound(Printer.Cast(Printer.Parameter(expr.Number), SqlType.Varchar()), SqlType.Varchar()) { IsConstant = true, OpenParameter = expr.Number }
                : new Bound(Printer.Cast(Printer.Parameter(expr.Number), declared), declared) { IsConstant = true };
        }

        return new Bound(Printer.Parameter(expr.Number), SqlType.Unknown) { OpenParameter = expr.Number, IsConstant = true };
    }

    /// <summary>Binds an expression within a scope.</summary>
    public Bound Bind(Expr expr, Scope scope)
    {
        if (++depth > MaximumDepth)
        {
            throw new SqlError("54001", "stack depth limit exceeded: the expression is nested too deeply", expr.Position);
        }

        var (query, loose) = (grouping, grouping?.Count ?? 0);
        var inner = BindInner(expr, scope);
        query?.Settle(inner.Sql, loose);
        var bound = GroupKey(inner);
        depth--;
        return bound;
    }

    /// <summary>Binds an expression that must be a condition.</summary>
    public Bound Condition(Expr expr, Scope scope, string clause)
    {
        var bound = Bind(expr, scope);
        return bound.Type.Kind == SqlTypeKind.Boolean ? bound
            : bound.IsFlexible ? Coercions.Explicit(bound, SqlType.Boolean, expr.Position)
            : throw new SqlError("42804", $"argument of {clause} must be type boolean, not type {TypeNames.Bare(bound.Type)}", expr.Position);
    }

    /// <summary>An untyped literal or parameter gets VARCHAR when nothing else asked for a type.</summary>
    public Bound Settle(Bound value)
    {
        if (value.OpenParameter is { } number && value.Type.Kind == SqlTypeKind.Unknown)
        {
            parameters.TryAdd(number, SqlType.Varchar());
            return new Bound(Printer.Cast(value.Sql, SqlType.Varchar()), SqlType.Varchar()) { Name = value.Name };
        }

        return value.IsNull ? new Bound($"CAST(NULL AS VARCHAR)", SqlType.Varchar(1)) { Name = value.Name, IsNull = true } : value;
    }

    /// <summary>An expression as a column's new value; a parameter of open type takes the column's.</summary>
    public Bound Assign(Expr expr, Scope scope, Catalogue.Column column)
    {
        var value = Bind(expr, scope);
        if (value.OpenParameter is { } number && value.Type.Kind == SqlTypeKind.Unknown)
        {
            parameters.TryAdd(number, column.Type);
            value = new Bound(Printer.Cast(value.Sql, column.Type), column.Type);
        }

        return Coercions.Assign(value, column.Type, column.Name, expr.Position);
    }

    private Bound BindInner(Expr expr, Scope scope) => expr switch
    {
        NumberLiteral number => Number(number),
        TextLiteral text => Coercions.TextLiteral(text.Value),
        NullLiteral => new Bound($"NULL", SqlType.Unknown) { IsNull = true, IsConstant = true },
        BooleanLiteral boolean => new Bound(Printer.Value(boolean.Value), SqlType.Boolean) { Name = "bool", IsConstant = true },
        TypedLiteral typed => Coercions.Explicit(Coercions.TextLiteral(typed.Value), TypeNames.Resolve(typed.Type), typed.Position) with { Name = typed.Type.Name },
        IntervalLiteral interval => Interval(interval),
        ParameterExpr parameter => Parameter(parameter),
        PathExpr path => Path(path, scope),
        NavigationExpr navigation => SchemaArrays.Element(this, navigation, scope) ?? Navigate(Bind(navigation.Root, scope), navigation.Steps, navigation.Position),
        StarExpr star => throw new SqlError("42601", "syntax error at or near \"*\"", star.Position),
        DefaultExpr d => throw new SqlError("42601", "DEFAULT is not allowed in this context", d.Position),
        UnaryExpr unary => Unary(unary, scope),
        BinaryExpr binary => Chain(binary, scope),
        LikeExpr like => Like(like, scope),
        BetweenExpr between => Between(between, scope),
        InListExpr list => InList(list, scope),
        InQueryExpr query => InQuery(query.Value, query.Query, query.Negated, scope, query.Position),
        QuantifiedExpr quantified => Quantified(quantified, scope),
        ExistsExpr exists => new Bound($"EXISTS ({Subquery(exists.Query, scope).Sql})", SqlType.Boolean) { Name = "?column?" },
        SubqueryExpr subquery => ScalarSubquery(subquery, scope),
        IsExpr test => IsTest(test, scope),
        CaseExpr c => Case(c, scope),
        CastExpr cast => Cast(cast, scope),
        AtTimeZoneExpr zone => AtTimeZone(zone, scope),
        CallExpr call => FunctionTable.Bind(new FunctionCall(this, call, scope)),
        LeaderOnlyExpr leader => Leader(leader, scope),
        ArrayExpr { Query: { } query } array => CatalogueForms.ArrayOfQuery(this, query, array.Position, scope),
        ArrayExpr array => throw new SqlError("0A000", "ARRAY constructors are not supported", array.Position),
        RowExpr row => throw new SqlError("0A000", "ROW constructors are not supported", row.Position),
        _ => throw new InvalidOperationException($"No binding for {expr.GetType().Name}."),
    };

    private Bound Leader(LeaderOnlyExpr leader, Scope scope)
    {
        LeaderOnly(leader.Form, leader.Position);
        return Bind(leader.Inner, scope);
    }

    private static Bound Number(NumberLiteral literal)
    {
        var text = literal.Text;
        if (text.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? new Bound(Printer.Value(value), SqlType.Double) { IsConstant = true }
                : throw new SqlError("22003", $"\"{text}\" is out of range for type double precision", literal.Position);
        }

        if (!text.Contains('.', StringComparison.Ordinal) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var type = number <= int.MaxValue ? SqlType.Integer : SqlType.BigInt;
            return new Bound(Printer.Cast(Printer.Number(number), type), type) { IsConstant = true };
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : text.Length - point - 1;
        var digits = text.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
        var precision = Math.Max(Math.Max(digits, scale), 1);
        if (precision > 38 || scale > 37)
        {
            throw new SqlError("22003", $"Numeric data overflow (result precision): {text} has more than 38 digits", literal.Position);
        }

        var decimalType = SqlType.Decimal(precision, scale);
        return new Bound(Printer.Cast(Printer.Text(text), decimalType), decimalType) { IsConstant = true };
    }

    private static Bound Interval(IntervalLiteral interval)
    {
        return new Bound(IntervalText.Print(interval.Value, interval.Unit, interval.Position), SqlType.Interval) { Name = "interval", IsConstant = true };
    }

    private Bound Cast(CastExpr cast, Scope scope)
    {
        if (CatalogueForms.IsCatalogueType(cast.Type))
        {
            LeaderOnly(cast.Type.Name, cast.Position);
            return CatalogueForms.Cast(this, Bind(cast.Value, scope), cast.Type);
        }

        var type = TypeNames.Resolve(cast.Type);
        var value = Bind(cast.Value, scope);
        if (value.OpenParameter is { } number)
        {
            if (value.Type.Kind == SqlTypeKind.Unknown)
            {
                parameters.TryAdd(number, type);
            }

            // A text length counts in a cast of a parameter as in one of a value.
            value = value.Type.Kind == SqlTypeKind.Unknown ? new Bound(Printer.Cast(value.Sql, type), type) : value with { OpenParameter = null };
        }

        var name = value.Name != "?column?" && NamesColumn(cast.Value) ? value.Name : cast.Type.Name == "text" ? "text" : TypeNames.Internal(type);
        return Coercions.Explicit(value, type, cast.Position, cast.Try) with { Name = name, IsConstant = false };
    }

    /// <summary>Columns, calls and subqueries keep their names in a cast; literals, operators and CASE give way to the type's.</summary>
    private static bool NamesColumn(Expr expr) => expr switch
    {
        CastExpr cast => NamesColumn(cast.Value),
        LeaderOnlyExpr leader => NamesColumn(leader.Inner),
        _ => expr is PathExpr or NavigationExpr or CallExpr or SubqueryExpr or AtTimeZoneExpr,
    };

    private Bound Case(CaseExpr expr, Scope scope)
    {
        var operand = expr.Operand is null ? null : Bind(expr.Operand, scope);
        var conditions = expr.Branches.Select(b => operand is null
            ? Condition(b.When, scope, "CASE/WHEN").Sql
            : TypeRules.Compare("=", operand, Bind(b.When, scope), b.When.Position).Sql).ToList();
        var values = expr.Branches.Select(b => Bind(b.Then, scope)).ToList();
        if (expr.Else is not null)
        {
            values.Add(Bind(expr.Else, scope));
        }

        var type = TypeRules.Common(values, "CASE", expr.Position);
        var branches = DuckSql.Join(DuckSql.Empty, conditions.Select(DuckSql (c, i) => $" WHEN {c} THEN {Coercions.Implicit(values[i], type, expr.Position).Sql}"));
        var otherwise = expr.Else is null ? DuckSql.Empty : $" ELSE {Coercions.Implicit(values[^1], type, expr.Position).Sql}";
        return new Bound($"(CASE{branches}{otherwise} END)", type) { Name = "case" };
    }

    private Bound IsTest(IsExpr test, Scope scope)
    {
        var not = test.Negated ? $"NOT " : DuckSql.Empty;
        if (test.What == "NULL")
        {
            var value = Settle(Bind(test.Value, scope));
            // SUPER's JSON null is not SQL's: IS NULL is true of both on Redshift's lax navigation results only, which are printed as NULL already.
            return new Bound($"({value.Sql} IS {not}NULL)", SqlType.Boolean);
        }

        var condition = Condition(test.Value, scope, $"IS {not}{test.What}");
        return new Bound($"({condition.Sql} IS {not}{(test.What == "UNKNOWN" ? $"NULL" : Printer.Word(test.What))})", SqlType.Boolean);
    }

    private Bound AtTimeZone(AtTimeZoneExpr expr, Scope scope) => AtTimeZone(Bind(expr.Value, scope), Bind(expr.Zone, scope), expr.Position);

    public static Bound AtTimeZone(Bound value, Bound zone, int position)
    {
        value = value.IsFlexible || value.Type.Kind == SqlTypeKind.Date ? Coercions.Explicit(value, SqlType.Timestamp, position) : value;
        if (value.Type.Kind is not (SqlTypeKind.Timestamp or SqlTypeKind.TimestampTz))
        {
            throw new SqlError("42883", $"AT TIME ZONE is not defined for {TypeNames.Bare(value.Type)}", position);
        }

        var name = Coercions.Implicit(zone, SqlType.Varchar(), position).Sql;
        return (value.Type.Kind == SqlTypeKind.Timestamp ? new Bound(TimeZones.ToUtc(value.Sql, name), SqlType.TimestampTz)
            : new Bound(TimeZones.FromUtc(value.Sql, name), SqlType.Timestamp)) with { Name = "timezone" };
    }
}

using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Syntax;

/// <summary>An expression; <see cref="Position"/> is its place in the request's text, in characters.</summary>
internal abstract record Expr(int Position);

internal sealed record NumberLiteral(string Text, int Position) : Expr(Position);

internal sealed record TextLiteral(string Value, int Position) : Expr(Position);

internal sealed record NullLiteral(int Position) : Expr(Position);

internal sealed record BooleanLiteral(bool Value, int Position) : Expr(Position);

/// <summary>DATE '...' and its kin.</summary>
internal sealed record TypedLiteral(TypeSyntax Type, string Value, int Position) : Expr(Position);

/// <summary>INTERVAL '...' [unit].</summary>
internal sealed record IntervalLiteral(string Value, string? Unit, int Position) : Expr(Position);

internal sealed record ParameterExpr(int Number, int Position) : Expr(Position);

/// <summary>a, t.a, s.t.a or a navigation into SUPER; the binder finds out which.</summary>
internal sealed record PathExpr(ImmutableArray<PathStep> Steps, int Position) : Expr(Position);

/// <summary>A navigation that begins at an expression: (f(x)).a, f(x)[0].</summary>
internal sealed record NavigationExpr(Expr Root, ImmutableArray<PathStep> Steps, int Position) : Expr(Position);

/// <summary>Either a name or an index.</summary>
internal sealed record PathStep(string? Name, Expr? Index);

/// <summary>* or t.*, with EXCLUDE.</summary>
internal sealed record StarExpr(string? Table, ImmutableArray<string> Exclude, int Position) : Expr(Position);

internal sealed record UnaryExpr(string Operator, Expr Operand, int Position) : Expr(Position);

internal sealed record BinaryExpr(string Operator, Expr Left, Expr Right, int Position) : Expr(Position);

/// <summary>LIKE, ILIKE, SIMILAR TO.</summary>
internal sealed record LikeExpr(string Operator, bool Negated, Expr Value, Expr Pattern, Expr? Escape, int Position) : Expr(Position);

internal sealed record BetweenExpr(bool Negated, Expr Value, Expr Low, Expr High, int Position) : Expr(Position);

internal sealed record InListExpr(bool Negated, Expr Value, ImmutableArray<Expr> Items, int Position) : Expr(Position);

internal sealed record InQueryExpr(bool Negated, Expr Value, Query Query, int Position) : Expr(Position);

internal sealed record ExistsExpr(Query Query, int Position) : Expr(Position);

internal sealed record SubqueryExpr(Query Query, int Position) : Expr(Position);

/// <summary>IS [NOT] NULL, TRUE, FALSE, UNKNOWN.</summary>
internal sealed record IsExpr(string What, bool Negated, Expr Value, int Position) : Expr(Position);

internal sealed record CaseExpr(Expr? Operand, ImmutableArray<(Expr When, Expr Then)> Branches, Expr? Else, int Position) : Expr(Position);

internal sealed record CastExpr(Expr Value, TypeSyntax Type, bool Try, int Position) : Expr(Position);

internal sealed record AtTimeZoneExpr(Expr Value, Expr Zone, int Position) : Expr(Position);

internal sealed record RowExpr(ImmutableArray<Expr> Items, int Position) : Expr(Position);

/// <summary>ARRAY[...] or ARRAY(SELECT ...): leader node only.</summary>
internal sealed record ArrayExpr(ImmutableArray<Expr> Items, Query? Query, int Position) : Expr(Position);

/// <summary>x = ANY (...): over a query like IN; over an array leader node only.</summary>
internal sealed record QuantifiedExpr(string Operator, bool All, Expr Value, Query? Query, Expr? Array, int Position) : Expr(Position);

/// <summary>COLLATE and OPERATOR(pg_catalog.~) are forms of catalogue queries.</summary>
internal sealed record LeaderOnlyExpr(Expr Inner, string Form, int Position) : Expr(Position);

internal sealed record CallExpr(string? Schema, string Name, ImmutableArray<Expr> Arguments, int Position) : Expr(Position)
{
    public bool Star { get; init; }

    public bool Distinct { get; init; }

    public ImmutableArray<OrderItem> WithinGroup { get; init; } = [];

    public bool IgnoreNulls { get; init; }

    /// <summary>APPROXIMATE stands before it.</summary>
    public bool Approximate { get; init; }

    public WindowSyntax? Over { get; init; }

    /// <summary>Written without parentheses: CURRENT_DATE, SYSDATE ...</summary>
    public bool Bare { get; init; }
}

internal sealed record WindowSyntax(ImmutableArray<Expr> PartitionBy, ImmutableArray<OrderItem> OrderBy, WindowFrame? Frame);

/// <summary>Rows from one distance to another of the current row; the smallest and largest numbers stand for UNBOUNDED.</summary>
internal sealed record WindowFrame(long First, long Last);

/// <summary>NULLS FIRST or LAST where written; null for Redshift's default.</summary>
internal sealed record OrderItem(Expr Value, bool Descending, bool? NullsFirst);

/// <summary>A type as it was written, in lower case words: "double precision", "timestamp with time zone", "varchar".</summary>
internal sealed record TypeSyntax(string Name, int? First, int? Second, bool IsMax, bool Array, int Position)
{
    public bool Catalogue { get; init; }
}

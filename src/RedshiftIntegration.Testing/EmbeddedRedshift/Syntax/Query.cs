using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Syntax;

internal sealed record Query(WithSyntax? With, QueryBody Body, ImmutableArray<OrderItem> OrderBy, Expr? Limit, Expr? Offset, int Position);

internal sealed record WithSyntax(bool Recursive, ImmutableArray<CommonTable> Tables);

internal sealed record CommonTable(string Name, ImmutableArray<string> Columns, Query Query, int Position);

internal abstract record QueryBody(int Position);

internal sealed record SelectBody(int Position) : QueryBody(Position)
{
    public bool Distinct { get; init; }

    public Expr? Top { get; init; }

    public required ImmutableArray<SelectItem> Items { get; init; }

    /// <summary>SELECT ... INTO [TEMP] name.</summary>
    public IntoSyntax? Into { get; init; }

    public ImmutableArray<FromItem> From { get; init; } = [];

    public Expr? Where { get; init; }

    public ImmutableArray<GroupItem> GroupBy { get; init; } = [];

    public Expr? Having { get; init; }

    public Expr? Qualify { get; init; }
}

internal sealed record SelectItem(Expr Value, string? Alias);

internal sealed record IntoSyntax(ObjectName Name, bool Temporary);

/// <summary>One item of GROUP BY: an expression (Form null), or ROLLUP, CUBE, GROUPING SETS over lists.</summary>
internal sealed record GroupItem(string? Form, ImmutableArray<ImmutableArray<Expr>> Sets, int Position);

/// <summary>UNION, INTERSECT or EXCEPT (MINUS).</summary>
internal sealed record SetBody(string Operator, bool All, QueryBody Left, QueryBody Right, int Position) : QueryBody(Position);

internal sealed record NestedBody(Query Query, int Position) : QueryBody(Position);

internal sealed record ValuesBody(ImmutableArray<ImmutableArray<Expr>> Rows, int Position) : QueryBody(Position);

/// <summary>DEFAULT as a value of INSERT or UPDATE.</summary>
internal sealed record DefaultExpr(int Position) : Expr(Position);

internal sealed record ObjectName(string? Schema, string Name, int Position)
{
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}

internal abstract record FromItem(int Position);

internal sealed record TableItem(ObjectName Name, string? Alias, ImmutableArray<string> Columns, int Position) : FromItem(Position);

internal sealed record DerivedItem(Query Query, string Alias, ImmutableArray<string> Columns, int Position) : FromItem(Position);

/// <summary>FROM t, t.items AS i [AT k]: unnesting of SUPER.</summary>
internal sealed record UnnestItem(PathExpr Path, string Alias, string? Index, int Position) : FromItem(Position);

/// <summary>FROM t, UNPIVOT t.s AS v [AT k]: the attributes of an object.</summary>
internal sealed record UnpivotItem(PathExpr Path, string Alias, string? Attribute, int Position) : FromItem(Position);

internal sealed record FunctionItem(CallExpr Call, string? Alias, ImmutableArray<string> Columns, int Position) : FromItem(Position);

/// <summary>INNER, LEFT, RIGHT, FULL or CROSS.</summary>
internal sealed record JoinItem(string Kind, FromItem Left, FromItem Right, Expr? On, ImmutableArray<string> Using, bool Natural, int Position) : FromItem(Position);

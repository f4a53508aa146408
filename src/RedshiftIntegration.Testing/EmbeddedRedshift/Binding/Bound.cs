using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>A bound expression: DuckDB text made by the printer, and its Redshift type.</summary>
internal sealed record Bound(DuckSql Sql, SqlType Type)
{
    /// <summary>The value of a text literal: it takes the type of what it meets.</summary>
    public string? Literal { get; init; }

    public bool IsNull { get; init; }

    /// <summary>The number of a parameter whose type is still open.</summary>
    public int? OpenParameter { get; init; }

    /// <summary>The name that a select list gives the column by default.</summary>
    public string Name { get; init; } = "?column?";

    /// <summary>A literal number: a cast of it rounds, one of a column cuts.</summary>
    public bool IsConstant { get; init; }

    public bool IsFlexible => Literal is not null || IsNull || OpenParameter is not null;
}

using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>
/// The statements of a load in their order, made at plan time from the resolved mapping, with slots that are filled as text at run time.
/// The same list runs over Npgsql, over the Data API and from the Glue script; step names are the axis of faults, traces and the plan's lines.
/// </summary>
internal sealed record LoadPlan
{
    public required string Pipeline { get; init; }

    /// <summary>Quoted name of the gate table.</summary>
    public required string Gate { get; init; }

    /// <summary>schema.table, for messages.</summary>
    public required string Target { get; init; }

    public required EquatableList<LoadStatement> Statements { get; init; }
}

/// <param name="Step">For example <c>copy</c>; several statements may share a step.</param>
/// <param name="Sql">Text with slots <c>{name}</c> of the load's slots.</param>
internal sealed record LoadStatement(string Step, string Sql)
{
    /// <summary>Left out when no row was staged.</summary>
    public bool SkippedWhenEmpty { get; init; }
}

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

    /// <summary>
    /// For a connection that broke in COMMIT, on a new one: waits at the gate for the old backend to end, then answers how many committed rows the run has, 0 or 1.
    /// </summary>
    public required EquatableList<LoadStatement> Outcome { get; init; }
}

/// <param name="Step">For example <c>copy</c>; several statements may share a step.</param>
/// <param name="Sql">Text with slots <c>{name}</c>; a brace that is meant as one stands doubled.</param>
internal sealed record LoadStatement(string Step, string Sql)
{
    /// <summary>The problem that it means when the statement, an assertion, divides by zero; null where nothing is asserted.</summary>
    public string? Asserts { get; init; }

    /// <summary>What the assertion is about: a column, <c>*</c> for all rows, or the number of an expectation; null where there is but one thing.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether it answers one row of the counts: inserted, updated, unchanged, deleted and, where deletes are detected, missed and guarded.</summary>
    public bool ReturnsCounts { get; init; }

    /// <summary>Without it the statement is left out.</summary>
    public LoadNeed Needs { get; init; }

    public bool IsNeeded(StagedBatch batch) => Needs switch
    {
        LoadNeed.Rows => batch.RowsStaged > 0,
        LoadNeed.Files => batch.AllFiles.Any(),
        LoadNeed.Comparison => batch.Keys is not null,
        LoadNeed.Keys => batch.Keys is { Rows: > 0 },
        LoadNeed.Rejections => batch.Rejections.Count > 0,
        _ => true,
    };
}

/// <summary>What a run has to bring for a statement to be sent.</summary>
internal enum LoadNeed
{
    Nothing,

    /// <summary>Staged rows: COPY of no file is an error.</summary>
    Rows,

    /// <summary>Any staged file.</summary>
    Files,

    /// <summary>The run compares the source's keys.</summary>
    Comparison,

    /// <summary>The run compares keys, and the source has some.</summary>
    Keys,

    /// <summary>Values that did not go in as they were.</summary>
    Rejections,
}

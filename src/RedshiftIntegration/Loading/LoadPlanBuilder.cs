using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>Makes the statements of a load from the definition and its resolved mapping. Every statement of a load comes from here.</summary>
internal static class LoadPlanBuilder
{
    /// <exception cref="ArgumentException">The mapping is not resolved, or a name or the role can't stand in SQL.</exception>
    public static LoadPlan Build(PipelineDefinition definition, ResolvedMapping mapping, string controlSchema, string copyRole)
    {
        LoadShape shape = new(definition, mapping, controlSchema);
        if (definition.Deletes is not null && !MatchStatements.Matches(shape))
        {
            throw new ArgumentException("A load that replaces detects no deletes.", nameof(definition));
        }

        if (mapping.Mode != LoadMode.Replace && !shape.HasKey)
        {
            throw new ArgumentException($"A load that {(mapping.Mode == LoadMode.Append ? "appends" : "merges")} needs a key.", nameof(mapping));
        }

        LoadStatement[] statements =
        [
            new("begin", "BEGIN"),
            .. Allowance(shape),
            .. Gate(shape),
            .. Stage(shape, Role(copyRole)),
            .. shape.HasKey ? DistinctStatements.Of(shape) : [],
            .. FigureStatements.Of(shape),
            .. DeleteStatements.Flagged(shape),
            .. MatchStatements.Of(shape),
            .. ExpectationStatements.CountBefore(shape),
            .. WriteStatements.Of(shape),
            .. LandedStatements.Of(shape),
            .. DeleteStatements.Of(shape, Role(copyRole)),
            .. ExpectationStatements.Of(shape),
            .. RecordStatements.Of(shape),
            RecordStatements.Checks(shape),
            .. Drop(shape),
            new("commit", "COMMIT"),
        ];
        return Plan(shape, statements);
    }

    /// <summary>The statements that set a pipeline's watermark back.</summary>
    /// <param name="toTheBeginning">Whether the pipeline is to start anew: then every row of the target goes.</param>
    public static LoadPlan BuildReset(PipelineDefinition definition, ResolvedMapping mapping, string controlSchema, bool toTheBeginning)
    {
        LoadShape shape = new(definition, mapping, controlSchema);
        LoadStatement[] statements =
        [
            new("begin", "BEGIN"),
            .. Gate(shape),
            .. ResetStatements.Of(shape, toTheBeginning),
            .. RecordStatements.Of(shape),
            new("drop", $"DROP TABLE {LoadShape.Counts}"),
            new("commit", "COMMIT"),
        ];
        return Plan(shape, statements);
    }

    private static LoadPlan Plan(LoadShape shape, IEnumerable<LoadStatement> statements) => new()
    {
        Pipeline = shape.Definition.Id,
        Gate = RedshiftQuoter.Quote(shape.ControlSchema, ControlSchema.GateName(shape.Definition.Target)),
        Target = shape.Definition.Target.QualifiedName,
        Statements = EquatableList.From(statements.Select(Headed)),
        Outcome = EquatableList.From(Outcome(shape).Select(Headed)),
    };

    /// <summary>Doubles, traces and SYS_QUERY_HISTORY read the step's name there.</summary>
    private static LoadStatement Headed(LoadStatement statement) => statement with { Sql = $"/* rsi run={{run}} step={statement.Step} */ {statement.Sql}" };

    private static IEnumerable<LoadStatement> Outcome(LoadShape shape) =>
    [
        new("outcome", "BEGIN"),
        new("outcome", $"LOCK TABLE {shape.Gate}"),
        new("outcome", $"SELECT COUNT(*) FROM {shape.ControlTable(ControlSchema.Runs)} WHERE \"run_id\" = {{run_id}} AND \"pipeline\" = {shape.Pipeline} AND \"status\" = 'succeeded'"),
        new("outcome", "ROLLBACK"),
    ];

    /// <summary>A statement that fails by itself, by dividing by zero: so the same list runs where nobody can look at an answer.</summary>
    internal static LoadStatement Assert(string step, string problem, string condition) =>
        new(step, $"SELECT 1 / CASE WHEN {condition} THEN 1 ELSE 0 END") { Asserts = problem };

    /// <summary>Columns of a CREATE TEMP TABLE, one a line.</summary>
    internal static string ColumnLines(IEnumerable<string> columns) => $"(\n    {string.Join(",\n    ", columns)})";

    private static IEnumerable<LoadStatement> Allowance(LoadShape shape)
    {
        if (shape.Mapping.Mode == LoadMode.Replace && !shape.Definition.Target.EmptyAllowed)
        {
            yield return Assert("not_empty", LoadProblems.EmptyReplace, "{rows_staged} > 0");
        }
    }

    /// <summary>
    /// The LOCK makes loads of one target queue and takes no snapshot yet (AWS: r_LOCK); the first statement after it does, so the compare sees what the
    /// load before has committed.
    /// </summary>
    private static IEnumerable<LoadStatement> Gate(LoadShape shape)
    {
        yield return new("lock", $"LOCK TABLE {shape.Gate}");
        yield return Assert(
            "compare",
            LoadProblems.Superseded,
            $"(SELECT COUNT(*) FROM {shape.Gate} WHERE \"pipeline\" = {shape.Pipeline} AND \"run_id\" = {{previous_run_id}} AND \"watermark\" = {{gate_from}}) = 1");
        yield return new("advance", $"UPDATE {shape.Gate} SET \"run_id\" = {{run_id}}, \"watermark\" = {{gate_to}} WHERE \"pipeline\" = {shape.Pipeline}");
    }

    private static string Role(string copyRole) => LoadTemplate.Escape(RedshiftLiteral.CopyRole(copyRole));

    private static IEnumerable<LoadStatement> Stage(LoadShape shape, string role)
    {
        yield return new("stage", $"CREATE TEMP TABLE {LoadShape.Stage} {ColumnLines(shape.Columns.Select(c => $"{c.Quoted} {c.TransportType}"))}");
        yield return new("copy", $"COPY {LoadShape.Stage} FROM {{manifest}} IAM_ROLE {role} FORMAT AS PARQUET MANIFEST") { Needs = LoadNeed.Rows };
        yield return Assert("count", LoadProblems.CountMismatch, $"(SELECT COUNT(*) FROM {LoadShape.Stage}) = {{rows_staged}}");
    }

    /// <summary>Pooled connections keep temporary tables, so each goes by name.</summary>
    private static IEnumerable<LoadStatement> Drop(LoadShape shape)
    {
        yield return new("drop", $"DROP TABLE {LoadShape.Stage}");
        if (shape.HasKey)
        {
            yield return new("drop", $"DROP TABLE {LoadShape.Rows}");
        }

        if (MatchStatements.Matches(shape))
        {
            yield return new("drop", $"DROP TABLE {LoadShape.Match}");
        }

        yield return new("drop", $"DROP TABLE {LoadShape.Counts}");
        foreach (LoadStatement statement in DeleteStatements.Drop(shape))
        {
            yield return statement;
        }

        foreach (LoadStatement drop in new[] { FigureStatements.Drop(shape), LandedStatements.Drop(shape), ExpectationStatements.Drop(shape) }.SelectMany(d => d))
        {
            yield return drop;
        }
    }
}

using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>
/// The rows of a gate as apply makes them: after a gate was lost, where <c>runs</c> says that the pipelines stand. A row that is there stays: the load alone moves it.
/// </summary>
internal static class GateRows
{
    private const string Columns = "\"pipeline\", \"run_id\", \"watermark\"";

    /// <summary>Rows of an empty gate for all pipelines that have written the target, also those that another process registers.</summary>
    public static string OfCommitted(string schema, RedshiftTable target) =>
        $"""
        INSERT INTO {Gate(schema, target)} ({Columns})
        SELECT "e"."pipeline", "e"."run_id", COALESCE("e"."watermark_to", '')
        FROM ({CommittedRuns.Ends(schema, RedshiftLiteral.Text(target.QualifiedName))}) AS "e" WHERE "e"."nth" = 1
        """;

    /// <summary>The row of one pipeline if it is missing; <c>''</c> where nothing is committed.</summary>
    public static string Of(string schema, PipelineDefinition definition)
    {
        string gate = Gate(schema, definition.Target);
        string pipeline = RedshiftLiteral.Text(definition.Id);

        // "nth" is compared with the count so that the join has an equality: Redshift would make a nested loop of ON "g"."n" = 0.
        return $"""
            INSERT INTO {gate} ({Columns})
            SELECT {pipeline}, COALESCE("e"."run_id", ''), COALESCE("e"."watermark_to", '')
            FROM (SELECT COUNT(*) AS "n" FROM {gate} WHERE "pipeline" = {pipeline}) AS "g"
            LEFT JOIN ({CommittedRuns.Ends(schema, RedshiftLiteral.Text(definition.Target.QualifiedName))}) AS "e" ON "e"."nth" = "g"."n" + 1 AND "e"."pipeline" = {pipeline}
            WHERE "g"."n" = 0
            """;
    }

    private static string Gate(string schema, RedshiftTable target) => RedshiftQuoter.Quote(schema, ControlSchema.GateName(target));
}

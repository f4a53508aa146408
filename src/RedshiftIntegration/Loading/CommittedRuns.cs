using Dapper;
using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>
/// Where a pipeline stands by <c>runs</c>: the end of the chain that <c>previous_run_id</c> makes. Not the latest <c>finished_at</c>: the clocks of runners
/// differ, the gate's order does not.
/// </summary>
internal static class CommittedRuns
{
    /// <returns>Null before the first committed run, and while there is no control schema.</returns>
    public static async Task<CommittedRun?> LastIfAnyAsync(NpgsqlConnection connection, string schema, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            return await LastAsync(connection, schema, definition, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (RedshiftFailure.KindOf(exception) == FailureKind.Missing)
        {
            return null;
        }
    }

    /// <returns>Null before the first committed run.</returns>
    public static async Task<CommittedRun?> LastAsync(NpgsqlConnection connection, string schema, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        CommittedRow? row = await connection.QueryFirstOrDefaultAsync<CommittedRow>(new CommandDefinition(
            $"""
            SELECT "e"."run_id" AS "runid", "e"."watermark_to" AS "watermark"
            FROM ({Ends(schema, "@target")}) AS "e"
            WHERE "e"."nth" = 1 AND "e"."pipeline" = @pipeline
            """,
            new { pipeline = definition.Id, target = definition.Target.QualifiedName },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        return row is null ? null : new CommittedRun(row.RunId, row.Watermark);
    }

    /// <summary>One row a pipeline of the target, where <c>nth</c> is 1.</summary>
    /// <param name="schema">The control schema.</param>
    /// <param name="target">The target's name as a literal or a parameter.</param>
    public static string Ends(string schema, string target)
    {
        string runs = RedshiftQuoter.Quote(schema, ControlSchema.Runs);
        return $"""
            SELECT "r"."pipeline", "r"."run_id", "r"."watermark_to",
                ROW_NUMBER() OVER (PARTITION BY "r"."pipeline" ORDER BY "r"."finished_at" DESC, "r"."run_id" DESC) AS "nth"
            FROM {runs} AS "r"
            LEFT JOIN (SELECT "pipeline", "previous_run_id" FROM {runs} WHERE "target" = {target} AND "status" = 'succeeded') AS "n"
                ON "n"."pipeline" = "r"."pipeline" AND "n"."previous_run_id" = "r"."run_id"
            WHERE "r"."target" = {target} AND "r"."status" = 'succeeded' AND "n"."previous_run_id" IS NULL
            """;
    }

    private sealed class CommittedRow
    {
        public string RunId { get; set; } = string.Empty;

        public string? Watermark { get; set; }
    }
}

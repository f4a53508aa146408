using Dapper;
using Npgsql;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>Reads and writes the control schema beside the loads: in autocommit, and never a gate, which a running load has locked.</summary>
internal sealed class RunHistory(RedshiftTargets targets) : IRunHistory
{
    public Task<CommittedRun?> LastCommittedAsync(PipelineDefinition definition, CancellationToken cancellationToken) =>
        QueryAsync(
            definition,
            $"{ControlSchema.Runs} of '{definition.Id}'",
            absent: null,
            (connection, schema) => CommittedRuns.LastAsync(connection, schema, definition, cancellationToken),
            cancellationToken);

    /// <summary>A run that compares has the step that counts the keys, and its steps commit with it.</summary>
    public Task<DateTimeOffset?> LastKeyComparisonAsync(PipelineDefinition definition, CancellationToken cancellationToken) =>
        QueryAsync(definition, $"{ControlSchema.RunSteps} of '{definition.Id}'", absent: null, async (connection, schema) =>
        {
            DateTime? last = await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
                $"""
                SELECT MAX("r"."started_at") FROM {RedshiftQuoter.Quote(schema, ControlSchema.Runs)} AS "r"
                JOIN {RedshiftQuoter.Quote(schema, ControlSchema.RunSteps)} AS "s" ON "s"."run_id" = "r"."run_id"
                WHERE "r"."pipeline" = @pipeline AND "r"."target" = @target AND "r"."status" = 'succeeded' AND "s"."step" = 'count_keys'
                """,
                new { pipeline = definition.Id, target = definition.Target.QualifiedName },
                cancellationToken: cancellationToken)).ConfigureAwait(false);
            return last is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : (DateTimeOffset?)null;
        }, cancellationToken);

    public Task<bool> IsCommittedAsync(PipelineDefinition definition, string runId, CancellationToken cancellationToken) =>
        AnyRunAsync(definition, runId, " AND status = 'succeeded'", cancellationToken);

    public Task<bool> IsRecordedAsync(PipelineDefinition definition, string runId, CancellationToken cancellationToken) =>
        AnyRunAsync(definition, runId, string.Empty, cancellationToken);

    private Task<bool> AnyRunAsync(PipelineDefinition definition, string runId, string condition, CancellationToken cancellationToken) =>
        QueryAsync(definition, $"{ControlSchema.Runs} of '{definition.Id}'", absent: false, async (connection, schema) =>
            await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                $"SELECT COUNT(*) FROM {RedshiftQuoter.Quote(schema, ControlSchema.Runs)} WHERE run_id = @runId{condition}",
                new { runId },
                cancellationToken: cancellationToken)).ConfigureAwait(false) > 0, cancellationToken);

    public Task<AppliedMapping?> AppliedMappingAsync(PipelineDefinition definition, CancellationToken cancellationToken) =>
        QueryAsync(definition, $"{ControlSchema.SchemaVersions} of '{definition.Id}'", absent: null, async (connection, schema) =>
        {
            StoredVersion? row = await StoredVersion.NewestAsync(connection, schema, definition.Id, cancellationToken).ConfigureAwait(false);
            return row is null ? null : new AppliedMapping(row.Version, row.Hash, ResolvedMappingJson.Read(row.Mapping));
        }, cancellationToken);

    public async Task RecordAsync(PipelineDefinition definition, RunRecord run, CancellationToken cancellationToken)
    {
        bool recorded = await QueryAsync(definition, $"the record of run {run.RunId}", absent: false, async (connection, schema) =>
        {
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await ExecuteAsync(connection, RunRecordSql.Run(schema, run), cancellationToken).ConfigureAwait(false);
                if (run.Steps.Count > 0)
                {
                    await ExecuteAsync(connection, RunRecordSql.Steps(schema, run), cancellationToken).ConfigureAwait(false);
                }

                if (run.Rejections.Count > 0)
                {
                    await ExecuteAsync(connection, RunRecordSql.Rejections(schema, run), cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            return true;
        }, cancellationToken).ConfigureAwait(false);
        if (!recorded)
        {
            throw new LoadException(LoadProblems.Missing($"the record of run {run.RunId}", "the control schema is not there.")) { Table = definition.Target.QualifiedName, Step = "record" };
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = new(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="absent">The answer where the control schema is not there yet.</param>
    private async Task<T> QueryAsync<T>(PipelineDefinition definition, string what, T absent, Func<NpgsqlConnection, string, Task<T>> query, CancellationToken cancellationToken)
    {
        RedshiftTarget target = targets.For(definition.Target);
        try
        {
            NpgsqlConnection connection = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await query(connection, target.Options.ControlSchema).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException exception)
        {
            FailureKind kind = RedshiftFailure.KindOf(exception);
            string reason = RedshiftFailure.ReasonOf(exception);
            return kind switch
            {
                FailureKind.Missing => absent,
                FailureKind.Permission => throw Failure(LoadProblems.Permission(what, reason), false),
                FailureKind.Lost or FailureKind.Connection => throw Failure(LoadProblems.Connection(target.Display, reason), kind == FailureKind.Lost),
                _ => throw Failure(LoadProblems.Statement(what, (exception as PostgresException)?.SqlState ?? string.Empty, reason), kind == FailureKind.Conflict),
            };

            LoadException Failure(Problem problem, bool isTransient) => new(problem, isTransient, exception) { Table = definition.Target.QualifiedName };
        }
    }
}

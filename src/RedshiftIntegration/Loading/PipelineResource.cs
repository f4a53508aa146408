using Dapper;
using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>
/// A pipeline's registration: its row at the gate and the newest version of its mapping. It comes last, so that what is half applied does not run.
/// The comparison never reads the gate, which a running load has locked; a new version brings the row along.
/// </summary>
internal sealed class PipelineResource(RedshiftTarget target, PipelineDefinition definition, ResolvedMapping mapping, TimeProvider clock, IReadOnlyList<string> dependsOn)
    : RedshiftResource(target)
{
    public const string KindName = "pipeline";

    public override string Kind => KindName;

    public override string Name => Qualified(definition.Id);

    public override IReadOnlyList<string> DependsOn => dependsOn;

    protected override async Task<ResourceDifference> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        string hash = mapping.ComputeHash(definition);
        StoredVersion? stored = null;
        try
        {
            stored = await StoredVersion.NewestAsync(connection, ControlSchemaName, definition.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (RedshiftFailure.KindOf(exception) == FailureKind.Missing)
        {
            // The control schema is not there yet: so is no version.
        }

        string ground = stored?.Hash ?? "absent";
        if (string.Equals(ground, hash, StringComparison.Ordinal))
        {
            return new ResourceDifference(ChangeAction.None, "its mapping is applied") { Ground = ground };
        }

        if (stored is not null)
        {
            await RefuseOtherCursorAsync(connection, stored, cancellationToken).ConfigureAwait(false);
        }

        string json = ResolvedMappingJson.Write(Stored(mapping));
        int bytes = System.Text.Encoding.UTF8.GetByteCount(json);
        if (bytes > RedshiftType.MaxVarcharBytes)
        {
            throw new DeploymentException(Errors.DeploymentProblems.MappingTooLong(definition.Id, bytes));
        }

        string reason = stored is null ? "its first version" : PipelineText.Reason(stored, Stored(mapping));
        return new ResourceDifference(stored is null ? ChangeAction.Create : ChangeAction.Update, reason)
        {
            Details = PipelineText.Lines(definition, mapping),
            Sql = Sql(hash, json, reason),
            Ground = ground,
        };
    }

    /// <summary>The watermark of one column is no watermark of another: rows below it would never be read.</summary>
    private async Task RefuseOtherCursorAsync(NpgsqlConnection connection, StoredVersion stored, CancellationToken cancellationToken)
    {
        if (mapping.Cursor is not { } now || PipelineText.MappingOf(stored)?.Cursor is not { } was
            || (was.Kind == now.Kind && string.Equals(was.SourceColumn, now.SourceColumn, StringComparison.Ordinal)))
        {
            return;
        }

        long runs = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"""
            SELECT COUNT(*) FROM {RedshiftQuoter.Quote(ControlSchemaName, ControlSchema.Runs)}
            WHERE pipeline = @pipeline AND target = @target AND status = 'succeeded' AND watermark_to IS NOT NULL
            """,
            new { pipeline = definition.Id, target = definition.Target.QualifiedName },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        if (runs > 0)
        {
            throw new DeploymentException(Errors.DeploymentProblems.OtherCursor(definition.Id, $"'{was.SourceColumn}' ({was.Kind})", $"'{now.SourceColumn}' ({now.Kind})"));
        }
    }

    /// <summary>What only a plan tells is not stored: the text has to fit its column.</summary>
    private static ResolvedMapping Stored(ResolvedMapping mapping) =>
        mapping with { LeftOut = [], Notes = [], Columns = EquatableList.From(mapping.Columns.Select(c => c with { Why = string.Empty })) };

    /// <summary>Under the gate's lock, so that two applies at once write one row and one version.</summary>
    private string[] Sql(string hash, string json, string reason)
    {
        string gate = RedshiftQuoter.Quote(ControlSchemaName, ControlSchema.GateName(definition.Target));
        string versions = RedshiftQuoter.Quote(ControlSchemaName, ControlSchema.SchemaVersions);
        string pipeline = RedshiftLiteral.Text(definition.Id);
        return
        [
            "BEGIN",
            $"LOCK TABLE {gate}",
            GateRows.Of(ControlSchemaName, definition),
            $"""
            INSERT INTO {versions} ("pipeline", "version", "applied_at", "hash", "mapping", "reason")
            SELECT {pipeline}, "v"."newest" + 1, {RedshiftLiteral.Timestamp(clock.GetUtcNow())}, '{hash}', {RedshiftLiteral.Text(json)}, {RedshiftLiteral.Text(reason)}
            FROM (
                SELECT COALESCE(MAX("version"), 0) AS "newest", COALESCE(MAX(CASE WHEN "hash" = '{hash}' THEN "version" ELSE 0 END), 0) AS "same"
                FROM {versions} WHERE "pipeline" = {pipeline}) AS "v"
            WHERE "v"."newest" = 0 OR "v"."newest" <> "v"."same"
            """,
            "COMMIT",
        ];
    }
}

using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>
/// The run's rows, last and by INSERT alone: appends share a table under SNAPSHOT and wait only for an instant under SERIALIZABLE,
/// so that loads of different targets never conflict.
/// </summary>
internal static class RecordStatements
{
    private const string Step = "record";

    /// <summary>Column of <c>runs</c> and the expression that fills it.</summary>
    private static IEnumerable<(string Column, string Value)> Run(LoadShape shape) =>
    [
        ("run_id", "{run_id}"), ("pipeline", shape.Pipeline), ("target", LoadTemplate.Escape(RedshiftLiteral.Text(shape.Definition.Target.QualifiedName))),
        ("kind", "{kind}"), ("mode", $"'{shape.ModeName}'"), ("engine", LoadTemplate.Escape(RedshiftLiteral.Text(ControlSchema.EngineName(shape.Definition.Engine)))),
        ("status", "'succeeded'"), ("started_at", "{started_at}"), ("finished_at", "{finished_at}"), ("previous_run_id", "{previous_run_id}"),
        ("watermark_from", "{watermark_from}"), ("watermark_to", "{watermark_to}"), ("snapshots", "{snapshots}"),
        ("rows_read", "{rows_read}"), ("rows_staged", "{rows_staged}"), ("rows_inserted", "\"c\".\"rows_inserted\""), ("rows_updated", "\"c\".\"rows_updated\""),
        ("rows_unchanged", "\"c\".\"rows_unchanged\""), ("rows_deleted", "\"c\".\"rows_deleted\""), ("rows_rejected", "{rows_rejected}"), ("rows_deferred", "{rows_deferred}"),
        ("bytes_staged", "{bytes_staged}"), ("schema_version", "{schema_version}"), ("host", "{host}"), ("library_version", "{library_version}"),
    ];

    public static IEnumerable<LoadStatement> Of(LoadShape shape)
    {
        (string Column, string Value)[] run = [.. Run(shape)];
        yield return new(
            Step,
            $"""
            INSERT INTO {shape.ControlTable(ControlSchema.Runs)} ({RedshiftQuoter.List(run.Select(r => r.Column))})
            SELECT {string.Join(", ", run.Select(r => r.Value))} FROM {CountStatements.Totals(shape)}
            """);
        yield return new(
            Step,
            $"INSERT INTO {shape.ControlTable(ControlSchema.RunFiles)} ({RedshiftQuoter.List(["run_id", "object_key", "rows", "bytes", "checksum"])}) VALUES {{files}}")
        {
            Needs = LoadNeed.Files,
        };
        yield return new(
            Step,
            $"INSERT INTO {shape.ControlTable(ControlSchema.RejectedRows)} ({RedshiftQuoter.List(RejectedRowsSql.Columns)}) VALUES {{rejections}}")
        {
            Needs = LoadNeed.Rejections,
        };
        yield return new(
            Step,
            $"INSERT INTO {shape.ControlTable(ControlSchema.RunSteps)} ({RedshiftQuoter.List(["run_id", "ordinal", "step", "started_at", "finished_at", "rows", "bytes", "detail"])}) VALUES {{steps}}");
    }

    /// <summary>Only what held has come so far.</summary>
    public static LoadStatement Checks(LoadShape shape) => new(
        Step,
        $"""
        INSERT INTO {shape.ControlTable(ControlSchema.ValidationRecords)} ({RedshiftQuoter.List(["run_id", "pipeline", "target", "kind", "recorded_at", "scope", "column_name", "measure", "origin", "source_value", "target_value", "matches"])})
        SELECT {"{run_id}"}, {shape.Pipeline}, {LoadTemplate.Escape(RedshiftLiteral.Text(shape.Definition.Target.QualifiedName))}, 'load', {"{finished_at}"}, "c"."scope", "c"."column_name", "c"."measure", "c"."origin", "c"."source_value", "c"."target_value", CASE WHEN "c"."origin" = 'none' THEN CAST(NULL AS BOOLEAN) ELSE TRUE END
        FROM {LoadShape.Checks} AS "c"
        """);
}

using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>The rows of a run that did not commit.</summary>
internal static class RunRecordSql
{
    public static string Run(string schema, RunRecord run)
    {
        (string Column, string Value)[] row =
        [
            ("run_id", RedshiftLiteral.Text(run.RunId)), ("pipeline", RedshiftLiteral.Text(run.Pipeline)), ("target", RedshiftLiteral.Text(run.Target)),
            ("kind", RedshiftLiteral.Text(ControlSchema.KindName(run.Kind))), ("mode", RedshiftLiteral.Text(run.Mode.ToLowerInvariant())), ("engine", RedshiftLiteral.Text(run.Engine.ToLowerInvariant())),
            ("status", RedshiftLiteral.Text(run.Status.ToString().ToLowerInvariant())),
            ("started_at", RedshiftLiteral.Timestamp(run.StartedAt)), ("finished_at", RedshiftLiteral.Timestamp(run.FinishedAt)),
            ("previous_run_id", RedshiftLiteral.Text(run.PreviousRunId)),
            ("watermark_from", RedshiftLiteral.TextOrNull(run.WatermarkFrom, ControlSchema.WatermarkLength)),
            ("watermark_to", RedshiftLiteral.TextOrNull(run.WatermarkTo, ControlSchema.WatermarkLength)),
            ("snapshots", RedshiftLiteral.Number(run.Snapshots)),
            ("rows_read", RedshiftLiteral.Number(run.RowsRead)), ("rows_staged", RedshiftLiteral.Number(run.RowsStaged)),
            ("rows_inserted", "0"), ("rows_updated", "0"), ("rows_unchanged", "0"), ("rows_deleted", "0"), ("rows_rejected", RedshiftLiteral.Number(run.RowsRejected)),
            ("rows_deferred", RedshiftLiteral.Number(run.RowsDeferred)), ("bytes_staged", RedshiftLiteral.Number(run.BytesStaged)),
            ("schema_version", RedshiftLiteral.Number(run.SchemaVersion)),
            ("problem_id", RedshiftLiteral.TextOrNull(run.ProblemId, 16)),
            ("error", RedshiftLiteral.TextOrNull(run.Error is null ? null : ControlSchema.Fit(run.Error, ControlSchema.TextLength), ControlSchema.TextLength)),
            ("host", RedshiftLiteral.Text(ControlSchema.Fit(run.Host, 256))), ("library_version", RedshiftLiteral.Text(ControlSchema.LibraryVersion)),
        ];
        return $"/* rsi run={Comment(run.RunId)} step=record */ INSERT INTO {RedshiftQuoter.Quote(schema, ControlSchema.Runs)} ({RedshiftQuoter.List(row.Select(r => r.Column))})\nVALUES ({string.Join(", ", row.Select(r => r.Value))})";
    }

    public static string Steps(string schema, RunRecord run) =>
        $"/* rsi run={Comment(run.RunId)} step=record */ INSERT INTO {RedshiftQuoter.Quote(schema, ControlSchema.RunSteps)} ({RedshiftQuoter.List(["run_id", "ordinal", "step", "started_at", "finished_at", "rows", "bytes", "detail"])})\nVALUES {LoadSlots.StepRows(RedshiftLiteral.Text(run.RunId), run.Steps)}";

    public static string Rejections(string schema, RunRecord run) =>
        $"/* rsi run={Comment(run.RunId)} step=record */ INSERT INTO {RedshiftQuoter.Quote(schema, ControlSchema.RejectedRows)} ({RedshiftQuoter.List(RejectedRowsSql.Columns)})\nVALUES {RejectedRowsSql.Values(RedshiftLiteral.Text(run.RunId), run.Pipeline, run.Rejections)}";

    private static string Comment(string runId) => string.Concat(runId.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}

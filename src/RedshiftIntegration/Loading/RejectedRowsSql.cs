using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>The rows of <c>rejected_rows</c>, for the record of a load and for that of a run that failed.</summary>
internal static class RejectedRowsSql
{
    public const int KeyLength = 1024;
    public const int RuleLength = 1024;

    public static IReadOnlyList<string> Columns { get; } =
        ["run_id", "pipeline", "source_key", "column_name", "rule", "action", "rows", "value_shown", "remedy"];

    /// <summary>For a VALUES clause.</summary>
    /// <param name="runId">As a literal.</param>
    public static string Values(string runId, string pipeline, EquatableList<RowRejection> rejections) => string.Join(",\n    ", rejections.Select(r => Row(runId, pipeline, r)));

    private static string Row(string runId, string pipeline, RowRejection rejection)
    {
        string[] values =
        [
            runId,
            RedshiftLiteral.Text(pipeline),
            Text(rejection.SourceKey, KeyLength),
            RedshiftLiteral.Text(rejection.Column),
            RedshiftLiteral.Text(ControlSchema.Fit(rejection.Rule, RuleLength)),
            RedshiftLiteral.Text(rejection.Action.ToString().ToLowerInvariant()),
            RedshiftLiteral.Number(rejection.Rows),
            Text(rejection.Value, ShownValue.MaxBytes),
            RedshiftLiteral.Text(ControlSchema.Fit(rejection.Remedy, RuleLength)),
        ];
        return $"({string.Join(", ", values)})";
    }

    private static string Text(string? text, int length) => RedshiftLiteral.TextOrNull(text is null ? null : ControlSchema.Fit(text, length), length);
}

using System.Globalization;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>The text that fills the slots of a load plan, from the request and the clock.</summary>
internal static class LoadSlots
{
    /// <summary>All slots but those of the record step, which are not known before it.</summary>
    public static Dictionary<string, string> Of(LoadRequest request)
    {
        StagedBatch batch = request.Batch;
        string? to = request.WatermarkTo;
        Dictionary<string, string> slots = new(StringComparer.Ordinal)
        {
            ["run"] = Plain(request.RunId),
            ["temp"] = Plain(request.RunId).Replace('-', '_').ToLowerInvariant(),
            ["run_id"] = RedshiftLiteral.Text(request.RunId),
            ["previous_run_id"] = RedshiftLiteral.Text(request.PreviousRunId),
            ["gate_from"] = RedshiftLiteral.Text(request.WatermarkFrom ?? string.Empty),
            ["gate_to"] = RedshiftLiteral.Text(to ?? string.Empty),
            ["watermark_from"] = RedshiftLiteral.TextOrNull(request.WatermarkFrom, ControlSchema.WatermarkLength),
            ["watermark_to"] = RedshiftLiteral.TextOrNull(to, ControlSchema.WatermarkLength),
            ["kind"] = RedshiftLiteral.Text(ControlSchema.KindName(request.Kind)),
            ["started_at"] = RedshiftLiteral.Timestamp(request.StartedAt),
            ["snapshots"] = RedshiftLiteral.Number(batch.Snapshots),
            ["rows_read"] = RedshiftLiteral.Number(batch.RowsRead),
            ["rows_staged"] = RedshiftLiteral.Number(batch.RowsStaged),
            ["rows_rejected"] = RedshiftLiteral.Number(batch.RowsRejected),
            ["rows_deferred"] = RedshiftLiteral.Number(batch.RowsDeferred),
            ["bytes_staged"] = RedshiftLiteral.Number(batch.BytesStaged),
            ["schema_version"] = RedshiftLiteral.Number(request.SchemaVersion),
            ["host"] = RedshiftLiteral.Text(ControlSchema.Fit(request.Host, 256)),
            ["library_version"] = RedshiftLiteral.Text(ControlSchema.LibraryVersion),
        };
        if (batch.ManifestUri is { } manifest)
        {
            slots["manifest"] = RedshiftLiteral.ObjectAddress(manifest);
        }

        if (request.Kind == RunKind.Reset && to is not null)
        {
            slots["reset_to"] = ResetStatements.Literal(request);
        }

        if (batch.Keys is { } keys)
        {
            slots["keys_staged"] = RedshiftLiteral.Number(keys.Rows);
            if (keys.ManifestUri is { } keysManifest)
            {
                slots["keys_manifest"] = RedshiftLiteral.ObjectAddress(keysManifest);
            }
        }

        Figures(slots, request);
        foreach (FreshExpectation fresh in request.Definition.Expectations.OfType<FreshExpectation>())
        {
            slots[FreshFrom(fresh.Age)] = RedshiftLiteral.Timestamp(request.StartedAt - fresh.Age);
        }

        string runId = slots["run_id"];
        slots["rejections"] = RejectedRowsSql.Values(runId, request.Definition.Id, batch.Rejections);
        slots["files"] = string.Join(
            ",\n    ",
            batch.AllFiles.Select(f => $"({runId}, {RedshiftLiteral.Text(f.Key)}, {RedshiftLiteral.Number(f.Rows)}, {RedshiftLiteral.Number(f.Bytes)}, {RedshiftLiteral.Text(f.Checksum)})"));
        return slots;
    }

    /// <summary>The slot of the value that the stage's figure of this number is compared with.</summary>
    public static string FigureValue(int number) => string.Create(CultureInfo.InvariantCulture, $"value_{number}");

    /// <summary>The slot that says whose value that is.</summary>
    public static string FigureOrigin(int number) => string.Create(CultureInfo.InvariantCulture, $"origin_{number}");

    /// <summary>The slot of the time from which a row is fresh.</summary>
    public static string FreshFrom(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"fresh_from_{age.Ticks}");

    /// <summary>The slots of the record step.</summary>
    public static void Finish(Dictionary<string, string> slots, DateTimeOffset finishedAt, IReadOnlyList<RunStepRecord> steps)
    {
        slots["finished_at"] = RedshiftLiteral.Timestamp(finishedAt);
        slots["steps"] = StepRows(slots["run_id"], steps);
    }

    /// <summary>Rows of <c>run_steps</c> for a VALUES clause.</summary>
    public static string StepRows(string runId, IReadOnlyList<RunStepRecord> steps) => string.Join(
        ",\n    ",
        steps.Select((s, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"({runId}, {i + 1}, {RedshiftLiteral.Text(s.Name)}, {RedshiftLiteral.Timestamp(s.StartedAt)}, {RedshiftLiteral.Timestamp(s.FinishedAt)}, {RedshiftLiteral.NumberOrNull(s.Rows)}, {RedshiftLiteral.NumberOrNull(s.Bytes)}, {RedshiftLiteral.TextOrNull(s.Detail is null ? null : ControlSchema.Fit(s.Detail, ControlSchema.TextLength), ControlSchema.TextLength)})")));

    /// <summary>A batch without figures is not compared.</summary>
    private static void Figures(Dictionary<string, string> slots, LoadRequest request)
    {
        int count = Measures.Of(request.Mapping, request.Definition.Verification).Count;
        for (int i = 0; i < count; i++)
        {
            Figure? figure = request.Batch.Figures.Count == count ? request.Batch.Figures[i] : null;
            slots[FigureValue(i + 1)] = figure?.Value is { } value ? RedshiftLiteral.Text(value) : "NULL";
            slots[FigureOrigin(i + 1)] = $"'{(figure?.Origin ?? Flow.Figures.FigureOrigin.None).ToString().ToLowerInvariant()}'";
        }
    }

    /// <summary>The run id stands in a comment and in names too, where nothing could be escaped.</summary>
    private static string Plain(string runId) =>
        runId.Length is > 0 and <= ControlSchema.RunIdLength && runId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? runId
            : throw new ArgumentException($"'{runId}' is no run id: 1 to {ControlSchema.RunIdLength} letters, digits, - and _.", nameof(runId));
}

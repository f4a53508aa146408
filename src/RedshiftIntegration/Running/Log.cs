using Microsoft.Extensions.Logging;

namespace RedshiftIntegration.Running;

/// <summary>Events 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Run {RunId} of {Pipeline} begins")]
    public static partial void RunBegins(ILogger logger, string runId, string pipeline);

    [LoggerMessage(1001, LogLevel.Information, "Run {RunId} of {Pipeline} committed: {Read} read, {Inserted} inserted, {Updated} updated, {Unchanged} unchanged, {Milliseconds} ms")]
    public static partial void RunCommitted(ILogger logger, string runId, string pipeline, long read, long inserted, long updated, long unchanged, long milliseconds);

    [LoggerMessage(1002, LogLevel.Warning, "Run {RunId} of {Pipeline} was superseded by another run; it starts over from the new watermark")]
    public static partial void RunSuperseded(ILogger logger, string runId, string pipeline);

    [LoggerMessage(1003, LogLevel.Warning, "Run {RunId} of {Pipeline} by {Holder} died and was recorded as abandoned")]
    public static partial void RunAbandoned(ILogger logger, string runId, string pipeline, string holder);

    [LoggerMessage(1004, LogLevel.Information, "{Objects} objects of dead runs of {Pipeline} were removed from the staging location")]
    public static partial void OrphansRemoved(ILogger logger, int objects, string pipeline);

    [LoggerMessage(1005, LogLevel.Warning, "The outcome {Status} of run {RunId} of {Pipeline} could not be written to the control schema")]
    public static partial void OutcomeNotRecorded(ILogger logger, Exception exception, RunStatus status, string runId, string pipeline);

    [LoggerMessage(1006, LogLevel.Warning, "The staged files of run {RunId} of {Pipeline} could not be removed; the next run removes them")]
    public static partial void StagedFilesLeft(ILogger logger, Exception exception, string runId, string pipeline);

    [LoggerMessage(1007, LogLevel.Warning, "The lease of {Pipeline} was lost while run {RunId} was working; the gate decides")]
    public static partial void LeaseLost(ILogger logger, string pipeline, string runId);

    [LoggerMessage(1008, LogLevel.Debug, "Pipeline {Pipeline} runs with its applied mapping, version {Version}")]
    public static partial void MappingFound(ILogger logger, string pipeline, int version);

    [LoggerMessage(1009, LogLevel.Warning, "Run {RunId} of {Pipeline} left out {Rows} rows with bad values; rejected_rows has them")]
    public static partial void RowsLeftOut(ILogger logger, string runId, string pipeline, long rows);
}

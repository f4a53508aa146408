using Microsoft.Extensions.Logging;

namespace RedshiftIntegration.Staging;

/// <summary>Events 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Warning, Message = "The upload of {Key} could not be aborted; the next run's clean-up or the bucket's lifecycle rule will do it.")]
    public static partial void AbortFailed(ILogger logger, Exception error, string key);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The lease {Key} could not be released; it goes stale by itself.")]
    public static partial void ReleaseFailed(ILogger logger, Exception error, string key);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "The lease {Key} could not be renewed; it is tried again until it is stale.")]
    public static partial void RenewFailed(ILogger logger, Exception error, string key);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "The lease {Key} of run {RunId} was lost: another runner took it over.")]
    public static partial void LeaseLost(ILogger logger, string key, string runId);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "The stale lease {Key} of {Holder}, run {RunId}, was taken over.")]
    public static partial void LeaseTakenOver(ILogger logger, string key, string holder, string runId);
}

using System.Globalization;
using Amazon.S3;
using Microsoft.Extensions.Logging;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Staging;

/// <summary>The staging location on S3.</summary>
internal sealed class S3StagingArea : IStagingArea
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);
    private readonly StagingBucket bucket;
    private readonly StagingLocation location;
    private readonly TimeProvider clock;
    private readonly ILogger<S3StagingArea> logger;

    public S3StagingArea(IAmazonS3 s3, StagingOptions options, TimeProvider clock, ILogger<S3StagingArea> logger)
    {
        if (!StagingLocation.TryParse(options.Location, out location))
        {
            throw new ArgumentException($"Staging:Location is '{options.Location}'. Write it as s3://bucket/prefix.", nameof(options));
        }

        bucket = new StagingBucket(s3, location, options);
        this.clock = clock;
        this.logger = logger;
    }

    public async Task<ILease> AcquireLeaseAsync(string pipeline, string runId, string holder, TimeSpan wait, CancellationToken cancellationToken)
    {
        string key = location.LeaseKey(pipeline);
        DateTimeOffset deadline = clock.GetUtcNow() + wait;
        while (true)
        {
            DateTimeOffset now = clock.GetUtcNow();
            LeaseDocument mine = new() { Holder = holder, RunId = runId, TakenAt = now, RenewedAt = now };
            if (await TryWriteAsync(key, mine, ifMatch: null, cancellationToken) is { } etag)
            {
                return new S3Lease(bucket, key, mine, etag, takenOver: null, clock, logger);
            }

            if (await bucket.GetAsync(key, cancellationToken) is not { } found)
            {
                continue; // Released between the two requests.
            }

            LeaseDocument? current = LeaseDocument.Parse(found.Content);
            if (current is not null && current.RunId == runId && current.Holder == holder)
            {
                return new S3Lease(bucket, key, current, found.ETag, takenOver: null, clock, logger);
            }

            if (current is null || now - current.RenewedAt >= S3Lease.StaleAfter)
            {
                if (await TryWriteAsync(key, mine, found.ETag, cancellationToken) is { } taken)
                {
                    Log.LeaseTakenOver(logger, key, current?.Holder ?? "unknown", current?.RunId ?? "unknown");
                    return new S3Lease(bucket, key, mine, taken, current?.Content, clock, logger);
                }

                continue; // Another took it over first.
            }

            TimeSpan left = deadline - now;
            if (left <= TimeSpan.Zero)
            {
                throw Held(pipeline, key, current, now);
            }

            await Task.Delay(left < LookAgainAfter ? left : LookAgainAfter, clock, cancellationToken);
        }
    }

    public IStagedRun BeginRun(string pipeline, string runId) => new S3StagedRun(bucket, location.NewRunPrefix(pipeline, runId), logger);

    public async Task<int> CleanUpAsync(string pipeline, Func<string, CancellationToken, Task<bool>> keep, CancellationToken cancellationToken)
    {
        Dictionary<string, bool> kept = new(StringComparer.Ordinal);
        if (await bucket.GetAsync(location.LeaseKey(pipeline), cancellationToken) is { } lease && LeaseDocument.Parse(lease.Content) is { } live)
        {
            kept[live.RunId] = true;
        }

        string prefix = location.PipelinePrefix(pipeline);
        foreach ((string key, string uploadId) in await bucket.UploadsAsync(prefix, cancellationToken))
        {
            if (await IsDeadAsync(key))
            {
                await bucket.AbortUploadAsync(key, uploadId, cancellationToken);
            }
        }

        int removed = 0;
        foreach (string folder in await bucket.FoldersAsync(prefix, cancellationToken))
        {
            if (await IsDeadAsync(folder))
            {
                removed += await bucket.DeleteAllAsync(folder, cancellationToken);
            }
        }

        return removed;

        async Task<bool> IsDeadAsync(string key)
        {
            // What does not look like a run's prefix is not ours.
            if (location.RunIdOf(pipeline, key) is not { } run)
            {
                return false;
            }

            if (!kept.TryGetValue(run, out bool keeps))
            {
                kept[run] = keeps = await keep(run, cancellationToken);
            }

            return !keeps;
        }
    }

    /// <summary>The ETag, or null where another was first.</summary>
    private async Task<string?> TryWriteAsync(string key, LeaseDocument mine, string? ifMatch, CancellationToken cancellationToken)
    {
        try
        {
            using MemoryStream content = new(mine.ToJson(), writable: false);
            return await bucket.PutAsync(key, content, "application/json", ifMatch, cancellationToken);
        }
        catch (StagingException refused) when (refused.InnerException is AmazonS3Exception s3 && (s3.ErrorCode == "NoSuchKey" || StagingProblems.IsPreconditionFailed(s3)))
        {
            return null;
        }
    }

    private RunInProgressException Held(string pipeline, string key, LeaseDocument current, DateTimeOffset now)
    {
        TimeSpan age = now - current.RenewedAt;
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Pipeline '{pipeline}' is being run by {current.Holder} (run {current.RunId}, since {current.TakenAt:u}, renewed {age.TotalSeconds:0} s ago).");
        string remedy = $"Wait for it, or set RunOptions.LeaseWait; a runner that died is taken over {S3Lease.StaleAfter.TotalSeconds:0} s after its last renewal of {location.UriOf(key)}.";
        return new RunInProgressException(new Problem("RSI3100", message, remedy), isTransient: true) { Holder = current.Holder, Age = age };
    }
}

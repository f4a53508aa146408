using Microsoft.Extensions.Logging;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Staging;

/// <summary>A held lease; each renewal is a write on condition that nobody else wrote since.</summary>
internal sealed class S3Lease : ILease
{
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    /// <summary>Four renewals missed. Clocks that differ by more cost work, never rows: the gate decides.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(90);

    private readonly StagingBucket bucket;
    private readonly string key;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task renewing;
    private LeaseDocument document;
    private string etag;

    public S3Lease(StagingBucket bucket, string key, LeaseDocument document, string etag, LeaseContent? takenOver, TimeProvider clock, ILogger logger)
    {
        this.bucket = bucket;
        this.key = key;
        this.document = document;
        this.etag = etag;
        this.clock = clock;
        this.logger = logger;
        TakenOver = takenOver;
        Lost = lost.Token;
        // Made here, not in the loop: the first tick counts from the acquisition.
        PeriodicTimer timer = new(RenewEvery, clock);
        renewing = RenewAsync(timer);
    }

    public LeaseContent? TakenOver { get; }

    public CancellationToken Lost { get; }

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        await stop.CancelAsync();
        await renewing;
        if (!lost.IsCancellationRequested)
        {
            await ReleaseAsync();
        }

        lost.Dispose();
    }

    private async Task RenewAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(stop.Token))
                {
                    if (!await RenewOnceAsync())
                    {
                        Log.LeaseLost(logger, key, document.RunId);
                        await lost.CancelAsync();
                        return;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // Released.
            }
        }
    }

    /// <summary>False where the lease is another's now, or so old that it may be.</summary>
    private async Task<bool> RenewOnceAsync()
    {
        LeaseDocument renewed = document with { RenewedAt = clock.GetUtcNow() };
        try
        {
            using MemoryStream content = new(renewed.ToJson(), writable: false);
            etag = await bucket.PutAsync(key, content, "application/json", etag, stop.Token);
            document = renewed;
            return true;
        }
        catch (StagingException refused) when (refused.InnerException is Amazon.S3.AmazonS3Exception s3 && (s3.ErrorCode == "NoSuchKey" || StagingProblems.IsPreconditionFailed(s3)))
        {
            return await IsStillOursAsync(stop.Token);
        }
        catch (StagingException error)
        {
            Log.RenewFailed(logger, error, key);
            return clock.GetUtcNow() - document.RenewedAt < StaleAfter;
        }
    }

    /// <summary>The condition also fails on our own write, where its answer was lost and the SDK wrote again.</summary>
    private async Task<bool> IsStillOursAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await bucket.GetAsync(key, cancellationToken) is not { } found || LeaseDocument.Parse(found.Content) is not { } current || current.RunId != document.RunId || current.Holder != document.Holder)
            {
                return false;
            }

            etag = found.ETag;
            document = current;
            return true;
        }
        catch (StagingException error)
        {
            Log.RenewFailed(logger, error, key);
            return clock.GetUtcNow() - document.RenewedAt < StaleAfter;
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            // Two rounds: a renewal that was cut off a moment ago may have changed the ETag.
            if (!await TryDeleteAsync() && await IsStillOursAsync(CancellationToken.None))
            {
                await TryDeleteAsync();
            }
        }
        catch (StagingException error)
        {
            Log.ReleaseFailed(logger, error, key);
        }
    }

    /// <summary>False where the object is another than the one last written here.</summary>
    private async Task<bool> TryDeleteAsync()
    {
        try
        {
            return await bucket.DeleteAsync(key, etag, CancellationToken.None);
        }
        catch (StagingException refused) when (refused.InnerException is Amazon.S3.AmazonS3Exception s3 && (s3.ErrorCode == "NoSuchKey" || StagingProblems.IsPreconditionFailed(s3)))
        {
            return false;
        }
    }
}

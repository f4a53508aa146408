using System.Runtime.ExceptionServices;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Staging;

/// <summary>
/// One object written front to back: a single PutObject where it ends inside its first 6 MB, else a multipart upload with two parts in flight.
/// A writer that is faster than S3 waits; at most three parts of a file are in memory.
/// </summary>
internal sealed class S3StagedFile(StagingBucket bucket, string key, ILogger logger, CancellationToken cancellationToken) : StagedFileStream
{
    private const int InFlight = 2;
    private const int MostParts = 10_000;
    private const string ContentType = "application/octet-stream";
    private readonly SemaphoreSlim slots = new(InFlight);
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly List<Task<PartETag>> uploads = [];
    private Task<string>? upload;
    private ExceptionDispatchInfo? failure;
    private byte[]? part;
    private int filled;
    private long written;
    private bool ended;

    public override long BytesWritten => written;

    public override void Flush()
    {
        // A part is sent when it is full: S3 takes no part under 5 MB but the last.
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (IsFull())
            {
                // The encoder writes synchronously on a thread of its own: to block it is the back pressure.
                slots.Wait(cancellationToken);
                Send();
            }

            buffer = buffer[Fill(buffer)..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (IsFull())
            {
                await slots.WaitAsync(cancellationToken);
                Send();
            }

            buffer = buffer[Fill(buffer.Span)..];
        }
    }

    public override async Task<StagedFile> CompleteAsync(long rows)
    {
        ObjectDisposedException.ThrowIf(ended, this);
        try
        {
            failure?.Throw();
            string etag = upload is null ? await PutAsync() : await CompleteUploadAsync(upload);
            return new StagedFile { Key = key, Rows = rows, Bytes = written, Checksum = etag.Trim('"') };
        }
        catch (Exception)
        {
            await AbortAsync();
            throw;
        }
        finally
        {
            Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!ended)
        {
            await AbortAsync();
            Release();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            Task.Run(AbortAsync, CancellationToken.None).GetAwaiter().GetResult();
            Release();
        }

        base.Dispose(disposing);
    }

    private bool IsFull()
    {
        ObjectDisposedException.ThrowIf(ended, this);
        failure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        return filled == PartPool.PartSize;
    }

    private int Fill(ReadOnlySpan<byte> bytes)
    {
        part ??= bucket.Parts.Rent();
        int length = Math.Min(bytes.Length, PartPool.PartSize - filled);
        bytes[..length].CopyTo(part.AsSpan(filled));
        filled += length;
        written += length;
        return length;
    }

    /// <summary>Hands the part over; a slot is taken already.</summary>
    private void Send()
    {
        byte[] full = part!;
        int length = filled;
        int number = uploads.Count + 1;
        part = null;
        filled = 0;
        if (number > MostParts)
        {
            bucket.Parts.Return(full);
            slots.Release();
            throw new StagingException(StagingProblems.TooManyParts(bucket.Location.UriOf(key), MostParts)) { Key = key };
        }

        upload ??= Task.Run(() => bucket.StartUploadAsync(key, stop.Token), CancellationToken.None);
        uploads.Add(Task.Run(() => SendAsync(full, length, number), CancellationToken.None));
    }

    private async Task<PartETag> SendAsync(byte[] full, int length, int number)
    {
        try
        {
            string id = await upload!;
            using MemoryStream content = new(full, 0, length, writable: false);
            return await bucket.UploadPartAsync(key, id, number, content, stop.Token);
        }
        catch (Exception error)
        {
            // The first failure is the one to report; the others are its echo.
            if (Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null) is null)
            {
                await stop.CancelAsync();
            }

            throw;
        }
        finally
        {
            bucket.Parts.Return(full);
            slots.Release();
        }
    }

    private async Task<string> PutAsync()
    {
        using MemoryStream content = part is null ? new MemoryStream() : new MemoryStream(part, 0, filled, writable: false);
        try
        {
            return await bucket.PutAsync(key, content, ContentType, ifMatch: null, cancellationToken);
        }
        catch (StagingException refused) when (refused.InnerException is Amazon.S3.AmazonS3Exception s3 && StagingProblems.IsPreconditionFailed(s3))
        {
            if (await bucket.ETagIfWrittenAsync(key, written, cancellationToken) is { } etag)
            {
                return etag;
            }

            throw;
        }
    }

    private async Task<string> CompleteUploadAsync(Task<string> started)
    {
        if (filled > 0)
        {
            await slots.WaitAsync(cancellationToken);
            failure?.Throw();
            Send();
        }

        try
        {
            await Task.WhenAll(uploads);
        }
        catch (Exception)
        {
            failure?.Throw();
            throw;
        }

        List<PartETag> parts = [];
        foreach (Task<PartETag> sent in uploads)
        {
            parts.Add(await sent);
        }

        try
        {
            return await bucket.CompleteUploadAsync(key, await started, parts, cancellationToken);
        }
        catch (StagingException refused) when (refused.InnerException is Amazon.S3.AmazonS3Exception s3 && (s3.ErrorCode == "NoSuchUpload" || StagingProblems.IsPreconditionFailed(s3)))
        {
            if (await bucket.ETagIfWrittenAsync(key, written, cancellationToken) is { } etag)
            {
                return etag;
            }

            throw;
        }
    }

    /// <summary>Waits for the parts in flight first: a part that lands after the abort would stay, and cost, for ever.</summary>
    private async Task AbortAsync()
    {
        await stop.CancelAsync();
        if (upload is null)
        {
            return;
        }

        await Task.WhenAll(uploads).ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (!upload.IsCompletedSuccessfully)
        {
            return;
        }

        string id = await upload;
        try
        {
            await bucket.AbortUploadAsync(key, id, CancellationToken.None);
        }
        catch (StagingException error)
        {
            Log.AbortFailed(logger, error, key);
        }
    }

    private void Release()
    {
        ended = true;
        if (part is { } last)
        {
            part = null;
            bucket.Parts.Return(last);
        }

        stop.Dispose();
        slots.Dispose();
    }
}

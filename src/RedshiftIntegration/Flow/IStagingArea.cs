namespace RedshiftIntegration.Flow;

/// <summary>The staging location: leases of pipelines and the files of runs.</summary>
internal interface IStagingArea
{
    /// <summary>
    /// Takes the pipeline's lease, waiting up to <paramref name="wait"/>. A stale lease is taken over and its content handed back,
    /// so that the run that died can be recorded as abandoned.
    /// </summary>
    /// <exception cref="RunInProgressException">Another runner holds it.</exception>
    Task<ILease> AcquireLeaseAsync(string pipeline, string runId, string holder, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Makes the run's unguessable prefix; nothing is written yet.</summary>
    IStagedRun BeginRun(string pipeline, string runId);

    /// <summary>Removes what dead runs left: files and unfinished uploads of every run but those for whose run id <paramref name="keep"/> says so.</summary>
    /// <returns>How many objects were removed.</returns>
    Task<int> CleanUpAsync(string pipeline, Func<string, CancellationToken, Task<bool>> keep, CancellationToken cancellationToken);
}

/// <summary>A held lease, renewed in the background until it is released.</summary>
internal interface ILease : IAsyncDisposable
{
    /// <summary>The run whose stale lease was taken over; null if there was none.</summary>
    LeaseContent? TakenOver { get; }

    /// <summary>Cancelled when the lease turns out to be lost. Correctness does not hang on it: the gate's is.</summary>
    CancellationToken Lost { get; }
}

internal sealed record LeaseContent(string Holder, string RunId, DateTimeOffset TakenAt, DateTimeOffset RenewedAt);

/// <summary>The prefix of one run.</summary>
internal interface IStagedRun
{
    /// <summary>Opens a new object <paramref name="name"/> (for example <c>rows-0001.parquet</c>) for writing once, front to back.</summary>
    StagedFileStream Create(string name, CancellationToken cancellationToken);

    /// <summary>Writes the manifest, the last object of a run.</summary>
    /// <returns>Its <c>s3://</c> address.</returns>
    Task<string> WriteManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken);

    /// <summary>Writes the manifest of the key files, before the one of the rows.</summary>
    /// <returns>Its <c>s3://</c> address.</returns>
    Task<string> WriteKeysManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken);

    /// <summary>Removes the run's objects and unfinished uploads.</summary>
    Task RemoveAsync(CancellationToken cancellationToken);
}

/// <summary>A write-only stream into the staging location. Disposing it before <see cref="CompleteAsync"/> aborts the upload.</summary>
internal abstract class StagedFileStream : Stream
{
    public sealed override bool CanRead => false;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => true;

    public sealed override long Length => BytesWritten;

    public sealed override long Position
    {
        get => BytesWritten;
        set => throw new NotSupportedException("A staged file is written front to back.");
    }

    public abstract long BytesWritten { get; }

    /// <summary>Ends the object; only then does it exist.</summary>
    public abstract Task<StagedFile> CompleteAsync(long rows);

    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A staged file can't be read back.");

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A staged file is written front to back.");

    public sealed override void SetLength(long value) => throw new NotSupportedException("A staged file is written front to back.");
}

using Microsoft.Extensions.Logging;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Staging;

/// <summary>The prefix of one run.</summary>
internal sealed class S3StagedRun(StagingBucket bucket, string prefix, ILogger logger) : IStagedRun
{
    public StagedFileStream Create(string name, CancellationToken cancellationToken) => new S3StagedFile(bucket, prefix + name, logger, cancellationToken);

    public Task<string> WriteManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken) => WriteAsync(ManifestDocument.Name, files, cancellationToken);

    public Task<string> WriteKeysManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken) => WriteAsync(ManifestDocument.NameOfKeys, files, cancellationToken);

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach ((string key, string uploadId) in await bucket.UploadsAsync(prefix, cancellationToken))
        {
            await bucket.AbortUploadAsync(key, uploadId, cancellationToken);
        }

        await bucket.DeleteAllAsync(prefix, cancellationToken);
    }

    private async Task<string> WriteAsync(string name, IReadOnlyList<StagedFile> files, CancellationToken cancellationToken)
    {
        string key = prefix + name;
        byte[] document = ManifestDocument.Of(bucket.Location, files);
        using MemoryStream content = new(document, writable: false);
        try
        {
            await bucket.PutAsync(key, content, "application/json", ifMatch: null, cancellationToken);
        }
        catch (StagingException refused) when (refused.InnerException is Amazon.S3.AmazonS3Exception s3 && StagingProblems.IsPreconditionFailed(s3))
        {
            // A first answer that was lost; another manifest than ours would have another content.
            (byte[] Content, string ETag)? written = await bucket.GetAsync(key, cancellationToken);
            if (written is not { } found || !found.Content.AsSpan().SequenceEqual(document))
            {
                throw;
            }
        }

        return bucket.Location.UriOf(key);
    }
}

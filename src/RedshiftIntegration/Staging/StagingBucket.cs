using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace RedshiftIntegration.Staging;

/// <summary>The S3 calls of this library: owner, encryption and checksum on each, errors translated.</summary>
internal sealed class StagingBucket(IAmazonS3 s3, StagingLocation location, StagingOptions options)
{
    private const int DeleteBatch = 1000;
    private readonly bool tls = UsesTls(s3.Config);

    public StagingLocation Location => location;

    public PartPool Parts { get; } = new();

    /// <summary>Writes a whole object; the precondition is either "absent" or "still this ETag".</summary>
    /// <returns>The ETag.</returns>
    public Task<string> PutAsync(string key, Stream content, string contentType, string? ifMatch, CancellationToken cancellationToken) => On(key, "writing", cancellationToken).RunAsync(async () =>
    {
        PutObjectRequest request = new()
        {
            BucketName = location.Bucket,
            Key = key,
            InputStream = content,
            ContentType = contentType,
            ExpectedBucketOwner = options.ExpectedBucketOwner,
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            DisablePayloadSigning = tls,
        };
        if (ifMatch is null)
        {
            request.IfNoneMatch = "*";
        }
        else
        {
            request.IfMatch = ifMatch;
        }

        if (options.KmsKeyId is { } kms)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kms;
        }

        return (await s3.PutObjectAsync(request, cancellationToken)).ETag;
    });

    /// <summary>A small object and its ETag; null where there is none.</summary>
    public Task<(byte[] Content, string ETag)?> GetAsync(string key, CancellationToken cancellationToken) => On(key, "reading", cancellationToken).RunAsync<(byte[] Content, string ETag)?>(async () =>
    {
        try
        {
            using GetObjectResponse response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = location.Bucket, Key = key, ExpectedBucketOwner = options.ExpectedBucketOwner }, cancellationToken);
            using MemoryStream memory = new();
            await response.ResponseStream.CopyToAsync(memory, cancellationToken);
            return (memory.ToArray(), response.ETag);
        }
        catch (AmazonS3Exception absent) when (absent.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    });

    /// <summary>The object's ETag if it exists with this length. An answer that was lost on the way is told from a refusal by it: nobody else knows the key of a run's file.</summary>
    public Task<string?> ETagIfWrittenAsync(string key, long length, CancellationToken cancellationToken) => On(key, "looking at", cancellationToken).RunAsync<string?>(async () =>
    {
        try
        {
            GetObjectMetadataResponse head = await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = location.Bucket, Key = key, ExpectedBucketOwner = options.ExpectedBucketOwner }, cancellationToken);
            return head.ContentLength == length ? head.ETag : null;
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    });

    public Task<bool> DeleteAsync(string key, string? ifMatch, CancellationToken cancellationToken) => On(key, "deleting", cancellationToken).RunAsync(async () =>
    {
        await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = location.Bucket, Key = key, IfMatch = ifMatch, ExpectedBucketOwner = options.ExpectedBucketOwner }, cancellationToken);
        return true;
    });

    /// <summary>Deletes every object under the prefix.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        List<KeyVersion> keys = [];
        await foreach (string key in KeysAsync(prefix, cancellationToken))
        {
            keys.Add(new KeyVersion { Key = key });
        }

        foreach (KeyVersion[] batch in keys.Chunk(DeleteBatch))
        {
            await On(prefix, "deleting", cancellationToken).RunAsync(() => s3.DeleteObjectsAsync(
                new DeleteObjectsRequest { BucketName = location.Bucket, Objects = [.. batch], Quiet = true, ExpectedBucketOwner = options.ExpectedBucketOwner, ChecksumAlgorithm = ChecksumAlgorithm.CRC32 }, cancellationToken));
        }

        return keys.Count;
    }

    public async IAsyncEnumerable<string> KeysAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ListObjectsV2Response page in PagesAsync(prefix, delimiter: null, cancellationToken))
        {
            foreach (S3Object item in page.S3Objects ?? [])
            {
                yield return item.Key;
            }
        }
    }

    /// <summary>The folders directly under the prefix, each with its slash.</summary>
    public async Task<List<string>> FoldersAsync(string prefix, CancellationToken cancellationToken)
    {
        List<string> folders = [];
        await foreach (ListObjectsV2Response page in PagesAsync(prefix, "/", cancellationToken))
        {
            folders.AddRange(page.CommonPrefixes ?? []);
        }

        return folders;
    }

    public async Task<List<(string Key, string UploadId)>> UploadsAsync(string prefix, CancellationToken cancellationToken)
    {
        List<(string, string)> uploads = [];
        ListMultipartUploadsRequest request = new() { BucketName = location.Bucket, Prefix = prefix, ExpectedBucketOwner = options.ExpectedBucketOwner };
        ListMultipartUploadsResponse page;
        do
        {
            page = await On(prefix, "listing uploads under", cancellationToken).RunAsync(() => s3.ListMultipartUploadsAsync(request, cancellationToken));
            uploads.AddRange((page.MultipartUploads ?? []).Select(u => (u.Key, u.UploadId)));
            request.KeyMarker = page.NextKeyMarker;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
        while (page.IsTruncated == true);
        return uploads;
    }

    public Task<string> StartUploadAsync(string key, CancellationToken cancellationToken) => On(key, "starting the upload of", cancellationToken).RunAsync(async () =>
    {
        InitiateMultipartUploadRequest request = new() { BucketName = location.Bucket, Key = key, ExpectedBucketOwner = options.ExpectedBucketOwner, ChecksumAlgorithm = ChecksumAlgorithm.CRC32, ChecksumType = ChecksumType.COMPOSITE };
        if (options.KmsKeyId is { } kms)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kms;
        }

        return (await s3.InitiateMultipartUploadAsync(request, cancellationToken)).UploadId;
    });

    public Task<PartETag> UploadPartAsync(string key, string uploadId, int number, Stream content, CancellationToken cancellationToken) => On(key, $"uploading part {number} of", cancellationToken).RunAsync(async () =>
    {
        UploadPartResponse response = await s3.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = location.Bucket,
                Key = key,
                UploadId = uploadId,
                PartNumber = number,
                InputStream = content,
                PartSize = content.Length,
                ExpectedBucketOwner = options.ExpectedBucketOwner,
                ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
                DisablePayloadSigning = tls,
            },
            cancellationToken);
        return new PartETag(number, response.ETag) { ChecksumCRC32 = response.ChecksumCRC32 };
    });

    /// <returns>The ETag.</returns>
    public Task<string> CompleteUploadAsync(string key, string uploadId, List<PartETag> parts, CancellationToken cancellationToken) => On(key, "completing", cancellationToken).RunAsync(async () =>
        (await s3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = location.Bucket, Key = key, UploadId = uploadId, PartETags = parts, IfNoneMatch = "*", ExpectedBucketOwner = options.ExpectedBucketOwner },
            cancellationToken)).ETag);

    /// <summary>An upload that is no longer there is as good as aborted.</summary>
    public Task<bool> AbortUploadAsync(string key, string uploadId, CancellationToken cancellationToken) => On(key, "aborting the upload of", cancellationToken).RunAsync(async () =>
    {
        try
        {
            await s3.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = location.Bucket, Key = key, UploadId = uploadId, ExpectedBucketOwner = options.ExpectedBucketOwner }, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception absent) when (absent.ErrorCode == "NoSuchUpload")
        {
            return false;
        }
    });

    private async IAsyncEnumerable<ListObjectsV2Response> PagesAsync(string prefix, string? delimiter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsV2Request request = new() { BucketName = location.Bucket, Prefix = prefix, Delimiter = delimiter, ExpectedBucketOwner = options.ExpectedBucketOwner };
        ListObjectsV2Response page;
        do
        {
            page = await On(prefix, "listing", cancellationToken).RunAsync(() => s3.ListObjectsV2Async(request, cancellationToken));
            yield return page;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    /// <summary>Over TLS the payload needs no signature of its own, which costs five times the CPU of a CRC; over plain HTTP the SDK insists on one.</summary>
    private static bool UsesTls(IClientConfig config)
        => config.ServiceURL is { Length: > 0 } url ? url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) : !config.UseHttp;

    private S3Call On(string key, string doing, CancellationToken cancellationToken) => new(location, key, doing, cancellationToken);
}

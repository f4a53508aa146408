namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>A multipart upload that is open. Its members change under the store's lock.</summary>
internal sealed class MultipartUpload
{
    public required string Id { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset Initiated { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Null where the upload was made without a checksum algorithm.</summary>
    public string? Algorithm { get; init; }

    public string ChecksumType { get; init; } = "COMPOSITE";

    public SortedDictionary<int, StoredPart> Parts { get; } = [];
}

internal sealed record StoredPart(int Number, string Path, long Size, string ETag, Checksum? Checksum, DateTimeOffset LastModified);

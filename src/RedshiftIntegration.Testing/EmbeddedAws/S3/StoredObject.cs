namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>An object: its file and what S3 says of it.</summary>
internal sealed record StoredObject
{
    public required string Key { get; init; }

    public required string Path { get; init; }

    public required long Size { get; init; }

    /// <summary>Without quotes.</summary>
    public required string ETag { get; init; }

    public DateTimeOffset LastModified { get; init; }

    /// <summary>Content-Type, Content-Encoding, Cache-Control ... and x-amz-meta-*.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public Checksum? Checksum { get; init; }
}

/// <summary>A checksum in S3's form: algorithm (upper case), value in base64 (with <c>-N</c> for a checksum of checksums).</summary>
internal sealed record Checksum(string Algorithm, string Value, string Type = "FULL_OBJECT")
{
    public string HeaderName => "x-amz-checksum-" + Algorithm.ToLowerInvariant();

    public string ElementName => "Checksum" + Algorithm;
}

namespace RedshiftIntegration;

/// <summary>Where staged files live between extract and COPY.</summary>
public sealed class StagingOptions
{
    /// <summary><c>s3://bucket/prefix</c>. No default.</summary>
    public string Location { get; set; } = string.Empty;

    /// <summary>The Parquet codec. Default: Snappy, what Redshift's own UNLOAD writes.</summary>
    public StagingCompression Compression { get; set; } = StagingCompression.Snappy;

    /// <summary>The account that must own the bucket; a request is refused by S3 otherwise. Default: not checked.</summary>
    public string? ExpectedBucketOwner { get; set; }

    /// <summary>The KMS key (id, ARN or alias) that encrypts the files. Default: the bucket's own setting.</summary>
    public string? KmsKeyId { get; set; }
}

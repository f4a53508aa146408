namespace RedshiftIntegration.Testing;

/// <summary>One request that an <see cref="EmbeddedAws"/> answered.</summary>
public sealed record AwsCall
{
    internal AwsCall() { }

    /// <summary>The service by its signing name, such as <c>s3</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The operation, such as <c>PutObject</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The bucket, where the service has buckets and the request named one.</summary>
    public string? Bucket { get; init; }

    /// <summary>The object's key, where the request named one.</summary>
    public string? Key { get; init; }

    /// <summary>The HTTP status of the answer; 0 where the connection was broken by a fault.</summary>
    public int Status { get; init; }

    /// <summary>The error code of the answer, null on success.</summary>
    public string? ErrorCode { get; init; }
}

using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

internal enum S3Target
{
    Service,
    Bucket,
    Object,
}

/// <summary>One operation of S3: how it is recognised and what it does.</summary>
internal abstract class S3Operation(string method, S3Target target, string? subresource = null, string? header = null)
{
    /// <summary>Query parameters that make a request another operation; one that no operation here claims is not implemented.</summary>
    private static readonly HashSet<string> Subresources = new(StringComparer.Ordinal)
    {
        "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory", "legal-hold", "lifecycle", "list-type", "location", "logging", "metadataTable",
        "metrics", "notification", "object-lock", "ownershipControls", "partNumber", "policy", "policyStatus", "publicAccessBlock", "replication", "requestPayment", "restore", "retention", "select",
        "session", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
    };

    /// <summary>The class is named as the operation is.</summary>
    public string Name => GetType().Name;

    public bool Matches(S3Request request)
    {
        AwsRequest wire = request.Wire;
        S3Target asked = request.BucketOrNull is null ? S3Target.Service : request.KeyOrNull is null ? S3Target.Bucket : S3Target.Object;
        bool sub = subresource is null ? !wire.Query.Keys.Any(Subresources.Contains) : wire.Query.ContainsKey(subresource);
        return wire.Method == method && asked == target && sub && (wire.Header("x-amz-copy-source") is not null) == (header == "x-amz-copy-source");
    }

    public abstract Task<AwsResponse> RunAsync(S3Request request, ObjectStore store);
}

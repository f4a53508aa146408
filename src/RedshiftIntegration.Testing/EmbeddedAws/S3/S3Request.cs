using System.Text;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>A request to S3, with bucket and key found by either address style.</summary>
internal sealed class S3Request
{
    private S3Request(AwsRequest wire, string? bucket, string? key)
    {
        Wire = wire;
        BucketOrNull = bucket;
        KeyOrNull = key;
    }

    public AwsRequest Wire { get; }

    public string? BucketOrNull { get; }

    public string? KeyOrNull { get; }

    public string Bucket => BucketOrNull ?? throw new InvalidOperationException("This operation has no bucket.");

    public string Key => KeyOrNull ?? throw new InvalidOperationException("This operation has no key.");

    public string? Query(string name) => Wire.Query.GetValueOrDefault(name);

    public static S3Request Of(AwsRequest wire)
    {
        string path = wire.RawPath.TrimStart('/') is { Length: > 0 } ? wire.RawPath[1..] : "";
        string? bucket = BucketOfHost(wire.Host);
        string key = path;
        if (bucket is null)
        {
            int slash = path.IndexOf('/', StringComparison.Ordinal);
            bucket = slash < 0 ? path : path[..slash];
            key = slash < 0 ? "" : path[(slash + 1)..];
        }

        bucket = Uri.UnescapeDataString(bucket);
        key = Uri.UnescapeDataString(key);
        if (Encoding.UTF8.GetByteCount(key) > 1024)
        {
            throw new AwsError(400, "KeyTooLongError", "Your key is too long");
        }

        return new S3Request(wire, bucket.Length == 0 ? null : bucket, key.Length == 0 ? null : key);
    }

    /// <summary>What may be stored with an object and comes back with it.</summary>
    public Dictionary<string, string> ObjectHeaders()
    {
        Dictionary<string, string> result = new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "binary/octet-stream", ["x-amz-server-side-encryption"] = "AES256" };
        foreach ((string name, string value) in Wire.Headers)
        {
            string lower = name.ToLowerInvariant();
            Refuse(lower, value);
            if (lower.StartsWith("x-amz-meta-", StringComparison.Ordinal) || lower.StartsWith("x-amz-server-side-encryption", StringComparison.Ordinal)
                || lower is "content-type" or "cache-control" or "content-disposition" or "content-language" or "expires")
            {
                result[lower] = value;
            }
            else if (lower == "content-encoding" && WithoutAwsChunked(value) is { Length: > 0 } encoding)
            {
                result[lower] = encoding;
            }
        }

        return result;
    }

    private static void Refuse(string header, string value)
    {
        if (header == "x-amz-acl" && value is not ("private" or "bucket-owner-full-control"))
        {
            throw new AwsError(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
        }

        if (header is "x-amz-tagging" or "x-amz-website-redirect-location" || header.StartsWith("x-amz-object-lock-", StringComparison.Ordinal)
            || header.StartsWith("x-amz-grant-", StringComparison.Ordinal) || (header == "x-amz-storage-class" && value != "STANDARD"))
        {
            throw new AwsError(501, "NotImplemented", "A header you provided implies functionality that is not implemented").With("Header", header);
        }
    }

    private static string WithoutAwsChunked(string encoding)
        => string.Join(",", encoding.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(e => e != "aws-chunked"));

    /// <summary>Virtual-hosted style is <c>bucket.s3.region.amazonaws.com</c> or, for a double, <c>bucket.localhost</c>.</summary>
    private static string? BucketOfHost(string host)
    {
        if (host.StartsWith("s3.", StringComparison.Ordinal) || host.StartsWith("s3-", StringComparison.Ordinal))
        {
            return null;
        }

        int end = host.IndexOf(".s3.", StringComparison.Ordinal);
        end = end < 0 ? host.IndexOf(".s3-", StringComparison.Ordinal) : end;
        end = end < 0 && host.EndsWith(".localhost", StringComparison.Ordinal) ? host.Length - ".localhost".Length : end;
        return end > 0 ? host[..end] : null;
    }
}

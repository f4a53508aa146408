using System.Text;
using System.Xml;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html</summary>
internal sealed class ListObjectsV2() : S3Operation("GET", S3Target.Bucket, "list-type")
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        if (request.Query("list-type") != "2")
        {
            throw new AwsError(400, "InvalidArgument", "Invalid List Type specified in Request").With("ArgumentName", "list-type");
        }

        Func<string, string> encode = S3Text.Encoding(request);
        int limit = S3Text.Limit(request, "max-keys");
        string prefix = request.Query("prefix") ?? "";
        string delimiter = request.Query("delimiter") ?? "";
        string? token = request.Query("continuation-token");
        string after = token is null ? request.Query("start-after") ?? "" : FromToken(token);
        KeyPage<StoredObject> page = store.In(request.Bucket, bucket => KeyPage.Of(bucket.Objects, prefix, delimiter, after, limit));
        return Task.FromResult(AwsResponse.Xml(xml =>
        {
            xml.WriteStartElement("ListBucketResult", S3Service.Namespace);
            xml.WriteElementString("Name", request.Bucket);
            xml.WriteElementString("Prefix", encode(prefix));
            WriteIf(xml, "Delimiter", delimiter.Length > 0 ? encode(delimiter) : null);
            xml.WriteElementString("MaxKeys", limit.Text());
            WriteIf(xml, "EncodingType", request.Query("encoding-type"));
            xml.WriteElementString("KeyCount", (page.Items.Count + page.Prefixes.Count).Text());
            xml.WriteElementString("IsTruncated", page.Next is null ? "false" : "true");
            WriteIf(xml, "ContinuationToken", token);
            WriteIf(xml, "NextContinuationToken", page.Next is null ? null : ToToken(page.Next));
            WriteIf(xml, "StartAfter", request.Query("start-after") is { } start ? encode(start) : null);
            foreach (StoredObject item in page.Items)
            {
                WriteItem(xml, item, encode, request.Query("fetch-owner") == "true" ? store.AccountId : null);
            }

            foreach (string common in page.Prefixes)
            {
                xml.WriteStartElement("CommonPrefixes");
                xml.WriteElementString("Prefix", encode(common));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }));
    }

    private static void WriteItem(XmlWriter xml, StoredObject item, Func<string, string> encode, string? owner)
    {
        xml.WriteStartElement("Contents");
        xml.WriteElementString("Key", encode(item.Key));
        xml.WriteElementString("LastModified", S3Text.Iso(item.LastModified));
        xml.WriteElementString("ETag", $"\"{item.ETag}\"");
        if (item.Checksum is { } checksum)
        {
            xml.WriteElementString("ChecksumAlgorithm", checksum.Algorithm);
            xml.WriteElementString("ChecksumType", checksum.Type);
        }

        xml.WriteElementString("Size", item.Size.Text());
        if (owner is not null)
        {
            xml.WriteStartElement("Owner");
            xml.WriteElementString("ID", owner);
            xml.WriteEndElement();
        }

        xml.WriteElementString("StorageClass", "STANDARD");
        xml.WriteEndElement();
    }

    private static void WriteIf(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, value);
        }
    }

    private static string ToToken(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string FromToken(string token)
    {
        Span<byte> bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out int written)
            ? Encoding.UTF8.GetString(bytes[..written])
            : throw new AwsError(400, "InvalidArgument", "The continuation token provided is incorrect").With("ArgumentName", "continuation-token");
    }
}

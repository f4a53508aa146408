using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html</summary>
internal sealed class ListMultipartUploads() : S3Operation("GET", S3Target.Bucket, "uploads")
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        if (!string.IsNullOrEmpty(request.Query("delimiter")))
        {
            throw new AwsError(501, "NotImplemented", "EmbeddedAws lists multipart uploads without a delimiter.");
        }

        Func<string, string> encode = S3Text.Encoding(request);
        int limit = S3Text.Limit(request, "max-uploads");
        string prefix = request.Query("prefix") ?? "";
        string keyMarker = request.Query("key-marker") ?? "";
        string idMarker = request.Query("upload-id-marker") ?? "";
        MultipartUpload[] rest = store.In(request.Bucket, bucket => bucket.Uploads.Values
            .Where(u => u.Key.StartsWith(prefix, StringComparison.Ordinal) && IsAfter(u, keyMarker, idMarker))
            .OrderBy(u => u.Key, KeyOrder.Instance).ThenBy(u => u.Id, StringComparer.Ordinal).ToArray());
        MultipartUpload[] page = rest[..Math.Min(limit, rest.Length)];
        bool truncated = page.Length > 0 && page.Length < rest.Length;
        return Task.FromResult(AwsResponse.Xml(xml =>
        {
            xml.WriteStartElement("ListMultipartUploadsResult", S3Service.Namespace);
            xml.WriteElementString("Bucket", request.Bucket);
            xml.WriteElementString("KeyMarker", encode(keyMarker));
            xml.WriteElementString("UploadIdMarker", idMarker);
            xml.WriteElementString("NextKeyMarker", truncated ? encode(page[^1].Key) : "");
            xml.WriteElementString("NextUploadIdMarker", truncated ? page[^1].Id : "");
            xml.WriteElementString("Prefix", encode(prefix));
            xml.WriteElementString("MaxUploads", limit.Text());
            xml.WriteElementString("IsTruncated", truncated ? "true" : "false");
            if (request.Query("encoding-type") is { } encoding)
            {
                xml.WriteElementString("EncodingType", encoding);
            }

            foreach (MultipartUpload upload in page)
            {
                xml.WriteStartElement("Upload");
                xml.WriteElementString("Key", encode(upload.Key));
                xml.WriteElementString("UploadId", upload.Id);
                xml.WriteElementString("StorageClass", "STANDARD");
                xml.WriteElementString("Initiated", S3Text.Iso(upload.Initiated));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }));
    }

    private static bool IsAfter(MultipartUpload upload, string keyMarker, string idMarker)
    {
        int order = keyMarker.Length == 0 ? 1 : KeyOrder.Instance.Compare(upload.Key, keyMarker);
        return order > 0 || (order == 0 && idMarker.Length > 0 && string.CompareOrdinal(upload.Id, idMarker) > 0);
    }
}

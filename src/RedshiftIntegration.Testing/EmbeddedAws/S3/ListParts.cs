using System.Globalization;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html</summary>
internal sealed class ListParts() : S3Operation("GET", S3Target.Object, "uploadId")
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        int limit = S3Text.Limit(request, "max-parts");
        int marker = int.Parse(request.Query("part-number-marker") ?? "0", CultureInfo.InvariantCulture);
        string id = request.Query("uploadId")!;
        store.Upload(request.Bucket, request.Key, id);
        StoredPart[] rest = store.In(request.Bucket, bucket => bucket.Uploads.TryGetValue(id, out MultipartUpload? upload) ? upload.Parts.Values.Where(p => p.Number > marker).ToArray() : []);
        StoredPart[] page = rest[..Math.Min(limit, rest.Length)];
        bool truncated = page.Length > 0 && page.Length < rest.Length;
        return Task.FromResult(AwsResponse.Xml(xml =>
        {
            xml.WriteStartElement("ListPartsResult", S3Service.Namespace);
            xml.WriteElementString("Bucket", request.Bucket);
            xml.WriteElementString("Key", request.Key);
            xml.WriteElementString("UploadId", id);
            xml.WriteElementString("PartNumberMarker", marker.Text());
            xml.WriteElementString("NextPartNumberMarker", (page.Length > 0 ? page[^1].Number : 0).Text());
            xml.WriteElementString("MaxParts", limit.Text());
            xml.WriteElementString("IsTruncated", truncated ? "true" : "false");
            foreach (StoredPart part in page)
            {
                xml.WriteStartElement("Part");
                xml.WriteElementString("PartNumber", part.Number.Text());
                xml.WriteElementString("LastModified", S3Text.Iso(part.LastModified));
                xml.WriteElementString("ETag", $"\"{part.ETag}\"");
                xml.WriteElementString("Size", part.Size.Text());
                if (part.Checksum is { } checksum)
                {
                    xml.WriteElementString(checksum.ElementName, checksum.Value);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }));
    }
}

using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html</summary>
internal sealed class CreateMultipartUpload() : S3Operation("POST", S3Target.Object, "uploads")
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        string? algorithm = request.Wire.Header("x-amz-checksum-algorithm")?.ToUpperInvariant();
        if (algorithm is not null && !ChecksumCalculator.Algorithms.Contains(algorithm, StringComparer.Ordinal))
        {
            throw new AwsError(400, "InvalidRequest", "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
        }

        string type = request.Wire.Header("x-amz-checksum-type") ?? (algorithm == "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");
        if ((type == "FULL_OBJECT" && algorithm is "SHA1" or "SHA256") || (type == "COMPOSITE" && algorithm == "CRC64NVME"))
        {
            throw new AwsError(400, "InvalidRequest", $"The {type} checksum type cannot be used with the {algorithm} checksum algorithm.");
        }

        MultipartUpload upload = new() { Id = ObjectStore.NewUploadId(), Key = request.Key, Initiated = store.Now, Headers = request.ObjectHeaders(), Algorithm = algorithm, ChecksumType = type };
        store.StartUpload(request.Bucket, upload);
        AwsResponse response = AwsResponse.Xml(xml =>
        {
            xml.WriteStartElement("InitiateMultipartUploadResult", S3Service.Namespace);
            xml.WriteElementString("Bucket", request.Bucket);
            xml.WriteElementString("Key", request.Key);
            xml.WriteElementString("UploadId", upload.Id);
            xml.WriteEndElement();
        });
        return Task.FromResult(response.With("x-amz-checksum-algorithm", algorithm).With("x-amz-checksum-type", algorithm is null ? null : type));
    }
}

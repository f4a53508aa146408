using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>S3: rest-xml, https://docs.aws.amazon.com/AmazonS3/latest/API/</summary>
internal sealed class S3Service(ObjectStore store) : IAwsService
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>A new operation is a new file and a line here.</summary>
    private static readonly S3Operation[] Operations =
    [
        new ListBuckets(), new CreateBucket(), new DeleteBucket(), new HeadBucket(), new GetBucketLocation(), new ListObjectsV2(), new ListMultipartUploads(), new DeleteObjects(),
        new PutObject(), new GetObject(), new HeadObject(), new DeleteObject(), new CopyObject(),
        new CreateMultipartUpload(), new UploadPart(), new CompleteMultipartUpload(), new AbortMultipartUpload(), new ListParts(),
    ];

    public string SigningName => "s3";

    public Task<AwsOperation> FindAsync(AwsRequest request)
    {
        S3Request asked = S3Request.Of(request);
        S3Operation operation = Array.Find(Operations, o => o.Matches(asked))
            ?? throw new AwsError(501, "NotImplemented", $"EmbeddedAws does not know the S3 request {request.Method} with [{string.Join(", ", request.Query.Keys)}]; it knows {string.Join(", ", Operations.Select(o => o.Name))}.");
        return Task.FromResult(new AwsOperation(operation.Name, () => RunAsync(operation, asked)) { Bucket = asked.BucketOrNull, Key = asked.KeyOrNull });
    }

    public AwsResponse Error(AwsRequest request, AwsError error, string requestId)
    {
        if (request.Method == "HEAD" || error.Status == 304)
        {
            return new AwsResponse { Status = error.Status, ErrorCode = error.Code };
        }

        return AwsResponse.Xml(
            xml =>
            {
                xml.WriteStartElement("Error");
                xml.WriteElementString("Code", error.Code);
                xml.WriteElementString("Message", error.Message);
                foreach ((string name, string value) in error.Details)
                {
                    xml.WriteElementString(name, value);
                }

                xml.WriteElementString("RequestId", requestId);
                xml.WriteElementString("HostId", "EmbeddedAws");
                xml.WriteEndElement();
            },
            error.Status,
            error.Code);
    }

    private Task<AwsResponse> RunAsync(S3Operation operation, S3Request request)
    {
        if (request.Wire.Header("authorization") is not null && request.Wire.Header("x-amz-content-sha256") is null)
        {
            throw new AwsError(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        }

        if (request.Wire.Header("x-amz-expected-bucket-owner") is { } owner && owner != store.AccountId && store.RegionOf(request.Bucket) is not null)
        {
            throw AwsError.Of("AccessDenied");
        }

        return operation.RunAsync(request, store);
    }
}

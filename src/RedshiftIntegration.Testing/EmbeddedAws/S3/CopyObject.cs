using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html</summary>
internal sealed class CopyObject() : S3Operation("PUT", S3Target.Object, header: "x-amz-copy-source")
{
    private const long Largest = 5L << 30;

    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        string[] source = Uri.UnescapeDataString(request.Wire.Header("x-amz-copy-source")!.TrimStart('/')).Split('/', 2);
        if (source.Length != 2 || source[1].Length == 0)
        {
            throw new AwsError(400, "InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }

        bool replace = string.Equals(request.Wire.Header("x-amz-metadata-directive"), "REPLACE", StringComparison.Ordinal);
        if (!replace && source[0] == request.Bucket && source[1] == request.Key)
        {
            throw new AwsError(400, "InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        Dictionary<string, string> headers = request.ObjectHeaders();
        Precondition precondition = Precondition.Of(request);
        long deletions = store.DeletionsOf(request.Bucket, request.Key);
        string path = store.NewFile(request.Bucket, request.Key);
        StoredObject original = store.In(source[0], bucket => Copy(bucket, source[1], path));
        StoredObject copy = original with { Key = request.Key, Path = path, Headers = replace ? headers : original.Headers };
        try
        {
            StoredObject stored = store.Commit(request.Bucket, copy, precondition, deletions);
            return Task.FromResult(AwsResponse.Xml(xml =>
            {
                xml.WriteStartElement("CopyObjectResult", S3Service.Namespace);
                xml.WriteElementString("ETag", $"\"{stored.ETag}\"");
                xml.WriteElementString("LastModified", S3Text.Iso(stored.LastModified));
                xml.WriteEndElement();
            }));
        }
        catch (AwsError)
        {
            File.Delete(path);
            throw;
        }
    }

    private static StoredObject Copy(Bucket bucket, string key, string path)
    {
        StoredObject original = bucket.Objects.GetValueOrDefault(key) ?? throw AwsError.Of("NoSuchKey").With("Key", key);
        if (original.Size > Largest)
        {
            throw new AwsError(400, "InvalidRequest", "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
        }

        File.Copy(original.Path, path);
        return original;
    }
}

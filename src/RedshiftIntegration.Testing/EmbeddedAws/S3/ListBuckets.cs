using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html</summary>
internal sealed class ListBuckets() : S3Operation("GET", S3Target.Service)
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        List<Bucket> buckets = store.Buckets();
        return Task.FromResult(AwsResponse.Xml(xml =>
        {
            xml.WriteStartElement("ListAllMyBucketsResult", S3Service.Namespace);
            xml.WriteStartElement("Owner");
            xml.WriteElementString("ID", store.AccountId);
            xml.WriteEndElement();
            xml.WriteStartElement("Buckets");
            foreach (Bucket bucket in buckets)
            {
                xml.WriteStartElement("Bucket");
                xml.WriteElementString("Name", bucket.Name);
                xml.WriteElementString("CreationDate", S3Text.Iso(bucket.Created));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }));
    }
}

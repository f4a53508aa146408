using System.Xml.Linq;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html</summary>
internal sealed class DeleteObjects() : S3Operation("POST", S3Target.Bucket, "delete")
{
    public override async Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        XElement document = await ReceivedBody.DocumentAsync(request, checksumRequired: true);
        string[] keys = [.. document.Elements().Where(e => e.Name.LocalName == "Object").Select(e => S3Text.Child(e, "Key") ?? "")];
        if (keys.Length is 0 or > 1000 || keys.Contains("", StringComparer.Ordinal))
        {
            throw new AwsError(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
        }

        bool quiet = S3Text.Child(document, "Quiet") == "true";
        foreach (string key in keys)
        {
            store.Delete(request.Bucket, key);
        }

        return AwsResponse.Xml(xml =>
        {
            xml.WriteStartElement("DeleteResult", S3Service.Namespace);
            foreach (string key in quiet ? [] : keys)
            {
                xml.WriteStartElement("Deleted");
                xml.WriteElementString("Key", key);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });
    }
}

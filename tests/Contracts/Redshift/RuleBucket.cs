using Amazon.S3;
using Amazon.S3.Model;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>Where the objects of rules go: a folder of a bucket and the role by which COPY reads it.</summary>
public sealed class RuleBucket(IAmazonS3 s3, string bucket, string folder, string role)
{
    /// <summary>The address of a rule's own folder.</summary>
    public string Address(Rule rule) => $"s3://{bucket}/{Folder(rule)}";

    /// <summary>Puts a text of a rule in the place of <c>{s3}</c> and <c>{role}</c>.</summary>
    public string Fill(Rule rule, string text) => text.Replace("{s3}", Address(rule), StringComparison.Ordinal).Replace("{role}", role, StringComparison.Ordinal);

    public async Task PutAsync(Rule rule)
    {
        foreach (RuleObject item in rule.Objects)
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = $"{Folder(rule)}/{item.Key}", InputStream = new MemoryStream(item.Fill(Address(rule), rule.Objects)) });
        }
    }

    public async Task DeleteAsync(Rule rule)
    {
        foreach (RuleObject item in rule.Objects)
        {
            await s3.DeleteObjectAsync(bucket, $"{Folder(rule)}/{item.Key}");
        }
    }

    private string Folder(Rule rule) => folder.Length == 0 ? rule.Schema : $"{folder.Trim('/')}/{rule.Schema}";
}

using System.Globalization;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.Sts;

/// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html; any role of any account may be assumed, for there is no IAM here yet.</summary>
internal sealed class AssumeRole : IStsOperation
{
    public AwsResponse Run(StsRequest request)
    {
        string role = request.Required("RoleArn");
        string session = request.Required("RoleSessionName");
        string[] arn = role.Split(':', 6);
        if (arn.Length != 6 || arn[0] != "arn" || arn[2] != "iam" || arn[4].Length != 12 || !arn[5].StartsWith("role/", StringComparison.Ordinal))
        {
            throw new AwsError(400, "ValidationError", $"{role} is invalid");
        }

        if (session.Length is < 2 or > 64 || !session.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal)))
        {
            throw new AwsError(400, "ValidationError", "1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        }

        if (!int.TryParse(request.Form.GetValueOrDefault("DurationSeconds") ?? "3600", NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) || seconds is < 900 or > 43_200)
        {
            throw new AwsError(400, "ValidationError", "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200");
        }

        string name = arn[5][(arn[5].LastIndexOf('/') + 1)..];
        Caller caller = new($"arn:{arn[1]}:sts::{arn[4]}:assumed-role/{name}/{session}", $"AROAEMBEDDEDAWSROLE00:{session}");
        return Answer(caller, request.Callers.Open(caller, TimeSpan.FromSeconds(seconds)));
    }

    private static AwsResponse Answer(Caller caller, SessionCredentials credentials) => AwsResponse.Xml(xml =>
    {
        xml.WriteStartElement("AssumeRoleResponse", StsService.Namespace);
        xml.WriteStartElement("AssumeRoleResult");
        xml.WriteStartElement("AssumedRoleUser");
        xml.WriteElementString("AssumedRoleId", caller.UserId);
        xml.WriteElementString("Arn", caller.Arn);
        xml.WriteEndElement();
        xml.WriteStartElement("Credentials");
        xml.WriteElementString("AccessKeyId", credentials.AccessKey);
        xml.WriteElementString("SecretAccessKey", credentials.Secret);
        xml.WriteElementString("SessionToken", credentials.Token);
        xml.WriteElementString("Expiration", credentials.Expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    });
}

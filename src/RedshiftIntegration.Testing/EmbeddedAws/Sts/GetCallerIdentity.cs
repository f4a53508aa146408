using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.Sts;

/// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html</summary>
internal sealed class GetCallerIdentity : IStsOperation
{
    public AwsResponse Run(StsRequest request)
    {
        Caller caller = request.Callers.Of(request.AccessKey);
        return AwsResponse.Xml(xml =>
        {
            xml.WriteStartElement("GetCallerIdentityResponse", StsService.Namespace);
            xml.WriteStartElement("GetCallerIdentityResult");
            xml.WriteElementString("Arn", caller.Arn);
            xml.WriteElementString("UserId", caller.UserId);
            xml.WriteElementString("Account", request.Callers.AccountId);
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
    }
}

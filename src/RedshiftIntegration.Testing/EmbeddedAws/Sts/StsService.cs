using System.Text;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.Sts;

/// <summary>STS: Query protocol, https://docs.aws.amazon.com/STS/latest/APIReference/</summary>
internal sealed class StsService(TimeProvider clock, string accountId) : IAwsService
{
    public const string Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    /// <summary>A new operation is a new file and a line here.</summary>
    private static readonly IStsOperation[] Operations = [new GetCallerIdentity(), new AssumeRole()];

    private readonly CallerDirectory callers = new(clock, accountId);

    public string SigningName => "sts";

    public async Task<AwsOperation> FindAsync(AwsRequest request)
    {
        using StreamReader reader = new(request.Body, Encoding.UTF8, leaveOpen: true);
        string text = await reader.ReadToEndAsync(request.Cancellation);
        Dictionary<string, string> form = AwsRequest.ParseQuery(request.Method == "GET" ? "" : text);
        foreach ((string name, string value) in request.Query)
        {
            form.TryAdd(name, value);
        }

        string action = form.GetValueOrDefault("Action") ?? "";
        IStsOperation operation = Array.Find(Operations, o => o.GetType().Name == action)
            ?? throw new AwsError(400, "InvalidAction", $"Could not find operation {action} for version 2011-06-15; EmbeddedAws knows {string.Join(", ", Operations.Select(o => o.GetType().Name))}.");
        return new AwsOperation(action, () => Task.FromResult(operation.Run(new StsRequest(request, form, callers)))) { UnsignedCode = "MissingAuthenticationToken" };
    }

    public AwsResponse Error(AwsRequest request, AwsError error, string requestId) => AwsResponse.Xml(
        xml =>
        {
            xml.WriteStartElement("ErrorResponse", Namespace);
            xml.WriteStartElement("Error");
            xml.WriteElementString("Type", error.Status >= 500 ? "Receiver" : "Sender");
            xml.WriteElementString("Code", error.Code);
            xml.WriteElementString("Message", error.Message);
            xml.WriteEndElement();
            xml.WriteElementString("RequestId", requestId);
            xml.WriteEndElement();
        },
        error.Status,
        error.Code);
}

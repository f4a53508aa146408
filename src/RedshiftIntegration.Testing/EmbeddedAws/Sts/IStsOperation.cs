using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.Sts;

/// <summary>One operation of STS; the class is named as the operation is.</summary>
internal interface IStsOperation
{
    AwsResponse Run(StsRequest request);
}

internal sealed record StsRequest(AwsRequest Wire, IReadOnlyDictionary<string, string> Form, CallerDirectory Callers)
{
    public string AccessKey => Wire.Scope!.AccessKey;

    public string Required(string name)
        => Form.GetValueOrDefault(name) is { Length: > 0 } value ? value : throw new AwsError(400, "ValidationError", $"1 validation error detected: Value at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null");
}

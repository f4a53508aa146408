namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>One service: finds the operation, runs it, and writes errors in its own protocol.</summary>
internal interface IAwsService
{
    /// <summary>The name in the credential scope.</summary>
    string SigningName { get; }

    /// <summary>Which operation the request is, before its signature or its arguments are looked at.</summary>
    Task<AwsOperation> FindAsync(AwsRequest request);

    AwsResponse Error(AwsRequest request, AwsError error, string requestId);
}

/// <summary>An operation found for a request, ready to run.</summary>
internal sealed record AwsOperation(string Name, Func<Task<AwsResponse>> Run)
{
    public string? Bucket { get; init; }

    public string? Key { get; init; }

    /// <summary>Whether AWS takes it unsigned.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The error that an unsigned request gets.</summary>
    public string UnsignedCode { get; init; } = "AccessDenied";
}

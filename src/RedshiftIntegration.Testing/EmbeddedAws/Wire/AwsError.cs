namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>An error as a service answers it; each service writes it in its own protocol.</summary>
internal sealed class AwsError(int status, string code, string message) : Exception(message)
{
    private static readonly Dictionary<string, (int Status, string Message)> Known = new(StringComparer.Ordinal)
    {
        ["InternalError"] = (500, "We encountered an internal error. Please try again."),
        ["SlowDown"] = (503, "Please reduce your request rate."),
        ["ServiceUnavailable"] = (503, "Service is unable to handle request."),
        ["AccessDenied"] = (403, "Access Denied"),
        ["RequestTimeout"] = (400, "Your socket connection to the server was not read from or written to within the timeout period."),
        ["Throttling"] = (400, "Rate exceeded"),
        ["ThrottlingException"] = (400, "Rate exceeded"),
        ["ExpiredToken"] = (400, "The provided token has expired."),
        ["InvalidAccessKeyId"] = (403, "The AWS Access Key Id you provided does not exist in our records."),
        ["SignatureDoesNotMatch"] = (403, "The request signature we calculated does not match the signature you provided."),
        ["NoSuchBucket"] = (404, "The specified bucket does not exist"),
        ["NoSuchKey"] = (404, "The specified key does not exist."),
        ["NoSuchUpload"] = (404, "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."),
        ["PreconditionFailed"] = (412, "At least one of the pre-conditions you specified did not hold"),
        ["ConditionalRequestConflict"] = (409, "The conditional request cannot succeed due to a conflicting operation against this resource."),
        ["OperationAborted"] = (409, "A conflicting conditional operation is currently in progress against this resource. Please try again."),
    };

    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Further members of the error's XML, such as BucketName.</summary>
    public List<KeyValuePair<string, string>> Details { get; } = [];

    public static AwsError Injected(string code)
        => Known.TryGetValue(code, out (int Status, string Message) known) ? new AwsError(known.Status, code, known.Message) : new AwsError(400, code, "A fault that the test asked for.");

    public static AwsError Of(string code) => Injected(code);

    public AwsError With(string name, string value)
    {
        Details.Add(new(name, value));
        return this;
    }
}

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>If-None-Match and If-Match of a write.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html</remarks>
internal sealed record Precondition(bool MustBeAbsent, string? ETag)
{
    public static Precondition Of(S3Request request)
    {
        string? none = request.Wire.Header("if-none-match");
        if (none is not null && none != "*")
        {
            throw new Wire.AwsError(501, "NotImplemented", "A header you provided implies functionality that is not implemented").With("Header", "If-None-Match");
        }

        return new Precondition(none is not null, request.Wire.Header("if-match")?.Trim('"'));
    }

    public bool IsConditional => MustBeAbsent || ETag is not null;

    public void Check(StoredObject? existing)
    {
        if (MustBeAbsent && existing is not null)
        {
            throw Wire.AwsError.Of("PreconditionFailed").With("Condition", "If-None-Match");
        }

        if (ETag is null)
        {
            return;
        }

        if (existing is null)
        {
            throw Wire.AwsError.Of("NoSuchKey");
        }

        if (ETag != "*" && !string.Equals(ETag, existing.ETag, StringComparison.Ordinal))
        {
            throw Wire.AwsError.Of("PreconditionFailed").With("Condition", "If-Match");
        }
    }
}

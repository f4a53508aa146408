using System.Globalization;

namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>What a Signature Version 4 says of its request. The secret is unknown here, so the form is checked and not the hash.</summary>
/// <remarks>Form: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
internal sealed record SignatureScope(string AccessKey, string Region, string Service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Null where the request is not signed at all.</summary>
    public static SignatureScope? Of(AwsRequest request)
    {
        if (request.Header("authorization") is { } header)
        {
            return FromHeader(request, header);
        }

        if (!request.Query.TryGetValue("X-Amz-Algorithm", out string? algorithm))
        {
            return null;
        }

        if (algorithm != Algorithm || !IsSignature(request.Query.GetValueOrDefault("X-Amz-Signature")) || !request.Query.ContainsKey("X-Amz-Expires"))
        {
            throw new AwsError(400, "AuthorizationQueryParametersError", "Query-string authentication version 4 requires X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires.");
        }

        return FromCredential(request.Query.GetValueOrDefault("X-Amz-Credential") ?? "");
    }

    private static SignatureScope FromHeader(AwsRequest request, string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw new AwsError(400, "InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }

        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        foreach (string part in header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parts[part[..equals]] = part[(equals + 1)..];
            }
        }

        string signed = parts.GetValueOrDefault("SignedHeaders") ?? "";
        if (!IsSignature(parts.GetValueOrDefault("Signature")) || !signed.Split(';').Contains("host", StringComparer.Ordinal))
        {
            throw Malformed("The authorization header is malformed; it needs Credential, SignedHeaders (host among them) and Signature.");
        }

        if (request.Header("x-amz-date") is null && request.Header("date") is null)
        {
            throw new AwsError(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
        }

        return FromCredential(parts.GetValueOrDefault("Credential") ?? "");
    }

    private static SignatureScope FromCredential(string credential)
    {
        string[] parts = credential.Split('/');
        if (parts.Length < 5 || parts[^1] != "aws4_request" || !DateOnly.TryParseExact(parts[^4], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw Malformed("The authorization header is malformed; the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }

        return new SignatureScope(string.Join('/', parts[..^4]), parts[^3], parts[^2]);
    }

    private static bool IsSignature(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    private static AwsError Malformed(string message) => new(400, "AuthorizationHeaderMalformed", message);
}

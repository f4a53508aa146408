namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>A request as it stands on the wire, whichever way it came.</summary>
internal sealed class AwsRequest
{
    public required string Method { get; init; }

    /// <summary>The host without port, lower case.</summary>
    public required string Host { get; init; }

    /// <summary>The path, still percent-encoded.</summary>
    public required string RawPath { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>Several values of one name are joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required Stream Body { get; init; }

    public CancellationToken Cancellation { get; init; }

    public SignatureScope? Scope { get; private set; }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public AwsRequest Signed()
    {
        Scope = SignatureScope.Of(this);
        return this;
    }

    public static Dictionary<string, string> ParseQuery(string query)
    {
        Dictionary<string, string> result = new(StringComparer.Ordinal);
        foreach (string pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            result[Decode(name)] = Decode(value);
        }

        return result;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

namespace RedshiftIntegration;

/// <summary>Protection of personal data.</summary>
public sealed class PiiOptions
{
    /// <summary>The key of HMAC-SHA-256 for <c>Transform.Sha256</c> on fields marked <c>.Pii()</c>; at least 16 bytes of UTF-8. No default; never written anywhere.</summary>
    public string? HashKey { get; set; }
}

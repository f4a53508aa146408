using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>An object that a rule finds on S3, below the address that its steps call <c>{s3}</c>.</summary>
/// <param name="Key">Below the rule's own folder.</param>
/// <param name="Content">The bytes; of a text also <c>{s3}</c> and <c>{length:key}</c> are filled in.</param>
/// <param name="IsText">Whether to fill in.</param>
public sealed partial record RuleObject(string Key, ReadOnlyMemory<byte> Content, bool IsText)
{
    /// <summary>The bytes as they are put there.</summary>
    public byte[] Fill(string address, IEnumerable<RuleObject> others)
    {
        if (!IsText)
        {
            return Content.ToArray();
        }

        string text = Encoding.UTF8.GetString(Content.Span).Replace("{s3}", address, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(Length().Replace(text, m => others.Single(o => o.Key == m.Groups["key"].Value).Content.Length.ToString(CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex("{length:(?<key>[^}]+)}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Length();
}

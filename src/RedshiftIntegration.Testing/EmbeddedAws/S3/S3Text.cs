using System.Globalization;
using System.Xml.Linq;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>How S3 writes times, numbers and names, and how its documents are read.</summary>
internal static class S3Text
{
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Text(this long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(this int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    public static AwsResponse WithChecksum(this AwsResponse response, Checksum? checksum, bool withType = true)
        => checksum is null ? response : response.With(checksum.HeaderName, checksum.Value).With("x-amz-checksum-type", withType ? checksum.Type : null);

    /// <summary>A number of a list request, between 0 and 1000 whatever was asked for.</summary>
    public static int Limit(S3Request request, string name)
    {
        string? text = request.Query(name);
        if (text is null)
        {
            return 1000;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? Math.Min(value, 1000)
            : throw new AwsError(400, "InvalidArgument", "Argument " + name + " must be an integer between 0 and 2147483647").With("ArgumentName", name);
    }

    /// <summary>Names as they are, or percent-encoded as <c>encoding-type=url</c> asks.</summary>
    public static Func<string, string> Encoding(S3Request request) => request.Query("encoding-type") switch
    {
        null => text => text,
        "url" => text => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal),
        _ => throw new AwsError(400, "InvalidArgument", "Invalid Encoding Method specified in Request").With("ArgumentName", "encoding-type"),
    };
}

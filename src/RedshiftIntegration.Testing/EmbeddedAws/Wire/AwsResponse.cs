using System.Text;
using System.Xml;

namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>An answer as it goes onto the wire.</summary>
internal sealed class AwsResponse
{
    public int Status { get; init; } = 200;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is sent; disposed by whoever sends it.</summary>
    public Stream Body { get; init; } = Stream.Null;

    /// <summary>What the Content-Length header says; differs from the body's length for HEAD alone.</summary>
    public long Length { get; init; }

    public string? ErrorCode { get; init; }

    public AwsResponse With(string name, string? value)
    {
        if (value is not null)
        {
            Headers[name] = value;
        }

        return this;
    }

    public static AwsResponse Empty(int status = 200) => new() { Status = status };

    public static AwsResponse Xml(Action<XmlWriter> write, int status = 200, string? errorCode = null)
    {
        MemoryStream body = new();
        // S3 sends keys with control characters as they are unless the caller asks for URL encoding.
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false, CloseOutput = false };
        using (XmlWriter writer = XmlWriter.Create(body, settings))
        {
            write(writer);
        }

        body.Position = 0;
        return new AwsResponse { Status = status, Body = body, Length = body.Length, ErrorCode = errorCode }.With("Content-Type", "application/xml");
    }
}

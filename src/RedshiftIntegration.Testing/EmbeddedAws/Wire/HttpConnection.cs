using System.Globalization;
using System.Net;
using System.Text;

namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>One HTTP/1.1 connection: requests one after the other.</summary>
internal sealed class HttpConnection(Stream stream, AwsRouter router, CancellationToken cancellationToken)
{
    private static readonly byte[] Continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();
    private readonly ByteReader reader = new(stream);

    /// <summary>False where the connection is at its end.</summary>
    public async Task<bool> ServeOneAsync()
    {
        string? line = await reader.ReadLineAsync(cancellationToken);
        if (line is null)
        {
            return false;
        }

        string[] parts = line.Split(' ');
        if (parts.Length != 3)
        {
            throw new InvalidDataException("Not a request line.");
        }

        Dictionary<string, string> headers = await ReadHeadersAsync();
        using Stream body = BodyOf(headers);
        if (string.Equals(headers.GetValueOrDefault("expect"), "100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await stream.WriteAsync(Continue, cancellationToken);
        }

        AwsResponse answer = await router.AnswerAsync(Request(parts[0], parts[1], headers, body));
        await using (answer.Body)
        {
            await WriteAsync(answer);
        }

        // What the operation did not read is in the way of the next request.
        await body.CopyToAsync(Stream.Null, cancellationToken);
        return !string.Equals(headers.GetValueOrDefault("connection"), "close", StringComparison.OrdinalIgnoreCase);
    }

    private async Task<Dictionary<string, string>> ReadHeadersAsync()
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
            {
                throw new InvalidDataException("Not a header line.");
            }

            string name = line[..colon];
            // Values are UTF-8 on S3's wire; the reader keeps bytes as Latin-1.
            string value = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line[(colon + 1)..].Trim()));
            headers[name] = headers.TryGetValue(name, out string? before) ? before + "," + value : value;
        }

        return headers;
    }

    private Stream BodyOf(Dictionary<string, string> headers)
    {
        if (headers.GetValueOrDefault("transfer-encoding") is { } coding && coding.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return new ChunkedStream(reader, signed: false);
        }

        return headers.TryGetValue("content-length", out string? length) ? new LengthStream(reader, long.Parse(length, CultureInfo.InvariantCulture)) : Stream.Null;
    }

    private AwsRequest Request(string method, string target, Dictionary<string, string> headers, Stream body)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return new AwsRequest
        {
            Method = method,
            Host = (headers.GetValueOrDefault("host") ?? "").Split(':')[0].ToLowerInvariant(),
            RawPath = question < 0 ? target : target[..question],
            Query = AwsRequest.ParseQuery(question < 0 ? "" : target[question..]),
            Headers = headers,
            Body = body,
            Cancellation = cancellationToken,
        };
    }

    private async Task WriteAsync(AwsResponse answer)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {(HttpStatusCode)answer.Status}\r\n");
        foreach ((string name, string value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (answer.Status is not 204 and not 304)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Length}\r\n");
        }

        head.Append("Server: EmbeddedAws\r\n\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head.ToString()), cancellationToken);
        await answer.Body.CopyToAsync(stream, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }
}

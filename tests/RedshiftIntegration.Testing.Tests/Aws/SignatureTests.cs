using System.Net;
using System.Text;

namespace RedshiftIntegration.Testing.Tests.Aws;

/// <summary>Requests that no good client sends, written by hand.</summary>
public sealed class SignatureTests : IDisposable
{
    private const string Good = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261101/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private readonly S3Fixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(null, "AccessDenied", HttpStatusCode.Forbidden)]
    [InlineData("Basic abc", "InvalidRequest", HttpStatusCode.BadRequest)]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=00", "AuthorizationHeaderMalformed", HttpStatusCode.BadRequest)]
    public async Task A_signature_that_is_missing_or_malformed_is_refused(string? authorization, string code, HttpStatusCode status)
        => await Refused(Request(authorization, ("x-amz-content-sha256", "UNSIGNED-PAYLOAD")), code, status);

    [Theory]
    [InlineData(null, "InvalidRequest")]
    [InlineData("nonsense", "InvalidArgument")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "XAmzContentSHA256Mismatch")]
    public async Task The_payloads_hash_is_required_and_checked(string? hash, string code)
        => await Refused(hash is null ? Request(Good) : Request(Good, ("x-amz-content-sha256", hash)), code, HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "5", null)]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "5", "BadDigest")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "5", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "6", "IncompleteBody")]
    [InlineData("5\r\nhel", "5", "IncompleteBody")]
    [InlineData("z\r\nhello\r\n0\r\n\r\n", "5", "InvalidChunkSizeError")]
    public async Task A_chunked_body_is_decoded_and_its_trailer_checked(string body, string length, string? code)
    {
        HttpRequestMessage request = Request(Good, ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-decoded-content-length", length), ("x-amz-trailer", "x-amz-checksum-crc32"));
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        if (code is not null)
        {
            await Refused(request, code, HttpStatusCode.BadRequest);
            return;
        }

        using HttpClient http = new(fixture.Aws.CreateHandler());
        (await http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.OK);
        fixture.Aws.Keys(S3Fixture.Bucket).Should().Equal("k");
    }

    [Fact]
    public async Task A_signed_stream_needs_a_signature_on_each_chunk()
    {
        HttpRequestMessage request = Request(Good, ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"), ("x-amz-decoded-content-length", "5"));
        request.Content = new ByteArrayContent("5\r\nhello\r\n0\r\n\r\n"u8.ToArray());
        await Refused(request, "SignatureDoesNotMatch", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_service_that_is_not_here_is_not_implemented()
        => await Refused(Request(Good.Replace("/s3/", "/glue/", StringComparison.Ordinal)), "NotImplemented", HttpStatusCode.NotImplemented);

    private static HttpRequestMessage Request(string? authorization, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(HttpMethod.Put, new Uri($"https://s3.eu-central-1.amazonaws.com/{S3Fixture.Bucket}/k")) { Content = new ByteArrayContent("hello"u8.ToArray()) };
        request.Headers.TryAddWithoutValidation("x-amz-date", "20261101T000000Z");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task Refused(HttpRequestMessage request, string code, HttpStatusCode status)
    {
        using HttpClient http = new(fixture.Aws.CreateHandler());
        using HttpResponseMessage answer = await http.SendAsync(request);
        (await answer.Content.ReadAsStringAsync()).Should().Contain($"<Code>{code}</Code>");
        answer.StatusCode.Should().Be(status);
        fixture.Aws.Keys(S3Fixture.Bucket).Should().BeEmpty();
    }
}

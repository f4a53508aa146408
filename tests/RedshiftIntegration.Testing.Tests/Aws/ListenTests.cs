using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace RedshiftIntegration.Testing.Tests.Aws;

public sealed class ListenTests : IDisposable
{
    private readonly S3Fixture fixture = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rsi-aws-test-");

    public void Dispose()
    {
        fixture.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_client_over_the_socket_sees_what_the_handler_sees()
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(2_500_000);
        using AmazonS3Client over = SocketClient();
        await over.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "a b/ü", InputStream = new MemoryStream(bytes) });
        using GetObjectResponse got = await fixture.S3.GetObjectAsync(S3Fixture.Bucket, "a b/ü");
        using MemoryStream copy = new();
        await got.ResponseStream.CopyToAsync(copy);
        copy.ToArray().Should().Equal(bytes);
        (await over.GetObjectMetadataAsync(S3Fixture.Bucket, "a b/ü")).ContentLength.Should().Be(bytes.Length);
        await over.DeleteObjectAsync(S3Fixture.Bucket, "a b/ü");
        Func<Task> gone = () => over.GetObjectAsync(S3Fixture.Bucket, "a b/ü");
        (await gone.Should().ThrowAsync<AmazonS3Exception>()).Which.ErrorCode.Should().Be("NoSuchKey");
    }

    [Fact]
    public async Task A_refused_upload_leaves_the_connection_usable()
    {
        using AmazonS3Client over = SocketClient();
        fixture.Aws.Faults.FailNext("s3", "PutObject", code: "AccessDenied");
        Func<Task> denied = () => over.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", InputStream = new MemoryStream(new byte[1_000_000]) });
        (await denied.Should().ThrowAsync<AmazonS3Exception>()).Which.ErrorCode.Should().Be("AccessDenied");
        await over.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "v" });
        fixture.Aws.Keys(S3Fixture.Bucket).Should().Equal("k");
    }

    [Fact]
    public async Task A_virtual_host_reaches_its_bucket_and_an_unsigned_request_nothing()
    {
        Uri endpoint = fixture.Aws.Listen();
        fixture.Aws.Listen().Should().Be(endpoint);
        endpoint.Host.Should().Be("127.0.0.1");
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(endpoint, "/some/key"));
        request.Headers.Host = S3Fixture.Bucket + ".localhost";
        using HttpResponseMessage answer = await http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        fixture.Aws.Calls.Should().ContainSingle().Which.Should().Match<AwsCall>(c => c.Bucket == S3Fixture.Bucket && c.Key == "some/key" && c.ErrorCode == "AccessDenied");
    }

    [Fact]
    public async Task The_aws_command_line_lists_copies_and_removes()
    {
        string? aws = FindAws();
        Assert.SkipWhen(aws is null, "The aws command line is not installed.");
        string upload = Path.Combine(folder.FullName, "up.bin");
        string download = Path.Combine(folder.FullName, "down.bin");
        byte[] bytes = RandomNumberGenerator.GetBytes(17_000_000);
        await File.WriteAllBytesAsync(upload, bytes);

        await RunAsync(aws!, "s3", "cp", upload, $"s3://{S3Fixture.Bucket}/dir/up.bin", "--no-progress");
        (await RunAsync(aws!, "s3", "ls", $"s3://{S3Fixture.Bucket}/dir/")).Should().Contain("17000000 up.bin");
        await RunAsync(aws!, "s3", "cp", $"s3://{S3Fixture.Bucket}/dir/up.bin", download, "--no-progress");
        (await File.ReadAllBytesAsync(download)).Should().Equal(bytes);
        await RunAsync(aws!, "s3", "rm", $"s3://{S3Fixture.Bucket}/dir/", "--recursive");
        fixture.Aws.Keys(S3Fixture.Bucket).Should().BeEmpty();
        fixture.Aws.Calls.Should().Contain(c => c.Operation == "CompleteMultipartUpload");
    }

    private AmazonS3Client SocketClient() => new(
        new BasicAWSCredentials("AKIAEXAMPLE", "secret"),
        new AmazonS3Config { ServiceURL = fixture.Aws.Listen().ToString(), AuthenticationRegion = "eu-central-1", ForcePathStyle = true, MaxErrorRetry = 0 });

    private static string? FindAws()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, OperatingSystem.IsWindows() ? "aws.exe" : "aws")).FirstOrDefault(File.Exists);

    private async Task<string> RunAsync(string aws, params string[] arguments)
    {
        ProcessStartInfo start = new(aws) { RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "--endpoint-url", fixture.Aws.Listen().ToString(), "--region", "eu-central-1" } };
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        start.Environment["AWS_CONFIG_FILE"] = Path.Combine(folder.FullName, "none");
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await error);
        return output;
    }
}

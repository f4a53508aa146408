using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace RedshiftIntegration.Testing.Tests.Aws;

public sealed class FaultTests : IDisposable
{
    private readonly S3Fixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(null, "InternalError", HttpStatusCode.InternalServerError)]
    [InlineData("SlowDown", "SlowDown", HttpStatusCode.ServiceUnavailable)]
    [InlineData("AccessDenied", "AccessDenied", HttpStatusCode.Forbidden)]
    public async Task A_fault_strikes_as_often_as_asked_and_changes_nothing(string? code, string expected, HttpStatusCode status)
    {
        fixture.Aws.Faults.FailNext("s3", "PutObject", 2, code);
        for (int i = 0; i < 2; i++)
        {
            AmazonS3Exception failed = (await this.Invoking(_ => PutAsync("k")).Should().ThrowAsync<AmazonS3Exception>()).Which;
            failed.ErrorCode.Should().Be(expected);
            failed.StatusCode.Should().Be(status);
        }

        fixture.Aws.Keys(S3Fixture.Bucket).Should().BeEmpty();
        await PutAsync("k");
        fixture.Aws.Calls.Where(c => c.Operation == "PutObject").Select(c => c.ErrorCode).Should().Equal(expected, expected, null);
    }

    [Fact]
    public async Task A_fault_can_wait_for_the_nth_call_and_leaves_other_operations_alone()
    {
        fixture.Aws.Faults.FailNext("s3", "PutObject", times: 1, code: "AccessDenied", after: 1);
        await PutAsync("one");
        await fixture.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = S3Fixture.Bucket });
        await this.Invoking(_ => PutAsync("two")).Should().ThrowAsync<AmazonS3Exception>();
        await PutAsync("three");
        fixture.Aws.Keys(S3Fixture.Bucket).Should().Equal("one", "three");
    }

    [Fact]
    public async Task A_held_call_changes_nothing_until_it_is_let_go_and_others_pass()
    {
        Task held;
        using (fixture.Aws.Faults.Hold("s3", "PutObject", "held"))
        {
            held = PutAsync("is/held");
            await fixture.Aws.Faults.WaitUntilHeldAsync("s3", "PutObject", TestContext.Current.CancellationToken);
            await PutAsync("passes");
            fixture.Aws.Keys(S3Fixture.Bucket).Should().Equal("passes");
        }

        await held;
        await PutAsync("also/held");
        fixture.Aws.Keys(S3Fixture.Bucket).Should().Equal("also/held", "is/held", "passes");
    }

    [Fact]
    public async Task What_is_not_held_can_not_be_waited_for() =>
        await fixture.Aws.Faults.Invoking(f => f.WaitUntilHeldAsync("s3", "PutObject")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*Call Hold first*");

    [Fact]
    public async Task The_clients_own_retry_gets_past_a_fault()
    {
        using AmazonS3Client client = fixture.Client(c => c.MaxErrorRetry = 1);
        fixture.Aws.Faults.FailNext("s3", "PutObject", code: AwsFaults.ConnectionReset);
        await client.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", InputStream = new MemoryStream(new byte[2_000_000]), DisablePayloadSigning = true });
        fixture.Aws.Calls.Select(c => (c.Operation, c.Key, c.Status)).Should().Equal(("PutObject", "k", 0), ("PutObject", "k", 200));
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled()
    {
        using CancellationTokenSource cancel = new();
        await cancel.CancelAsync();
        await fixture.S3.Invoking(s => s.ListBucketsAsync(cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    private Task PutAsync(string key) => fixture.S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = key, ContentBody = "v" });
}

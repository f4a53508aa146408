using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace RedshiftIntegration.Testing.Tests.Aws;

public sealed class MultipartTests : IDisposable
{
    private const int FiveMegabytes = 5 << 20;
    private readonly S3Fixture fixture = new();

    private AmazonS3Client S3 => fixture.S3;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Parts_in_any_order_become_one_object_with_the_etag_of_etags()
    {
        byte[] first = RandomNumberGenerator.GetBytes(FiveMegabytes);
        byte[] last = RandomNumberGenerator.GetBytes(10);
        string id = await StartAsync();
        PartETag two = await PartAsync(id, 2, last);
        PartETag one = await PartAsync(id, 1, first);
        (await S3.ListPartsAsync(S3Fixture.Bucket, "k", id)).Parts.Select(p => p.PartNumber).Should().Equal(1, 2);
        CompleteMultipartUploadResponse done = await S3.CompleteMultipartUploadAsync(Complete(id, one, two));

        byte[] hashes = [.. MD5.HashData(first), .. MD5.HashData(last)];
        done.ETag.Should().Be($"\"{Convert.ToHexStringLower(MD5.HashData(hashes))}-2\"");
        done.ChecksumCRC32.Should().EndWith("-2");
        using GetObjectResponse got = await S3.GetObjectAsync(S3Fixture.Bucket, "k");
        using MemoryStream whole = new();
        await got.ResponseStream.CopyToAsync(whole);
        whole.ToArray().Should().Equal([.. first, .. last]);
        fixture.Aws.OpenUploads(S3Fixture.Bucket).Should().Be(0);
        Directory.EnumerateFiles(fixture.Aws.Folder, "*", SearchOption.AllDirectories).Should().ContainSingle();
    }

    [Fact]
    public async Task A_small_part_before_the_last_is_refused()
    {
        string id = await StartAsync();
        PartETag one = await PartAsync(id, 1, new byte[100]);
        PartETag two = await PartAsync(id, 2, new byte[100]);
        await Refused(() => S3.CompleteMultipartUploadAsync(Complete(id, one, two)), "EntityTooSmall");
        fixture.Aws.OpenUploads(S3Fixture.Bucket).Should().Be(1);
    }

    [Fact]
    public async Task Parts_that_are_unknown_changed_or_out_of_order_are_refused()
    {
        string id = await StartAsync();
        PartETag one = await PartAsync(id, 1, new byte[FiveMegabytes]);
        PartETag two = await PartAsync(id, 2, new byte[5]);
        await Refused(() => S3.CompleteMultipartUploadAsync(Complete(id, one, new PartETag(3, two.ETag) { ChecksumCRC32 = two.ChecksumCRC32 })), "InvalidPart");
        await Refused(() => S3.CompleteMultipartUploadAsync(Complete(id, one, new PartETag(2, one.ETag) { ChecksumCRC32 = two.ChecksumCRC32 })), "InvalidPart");
        await Refused(() => S3.CompleteMultipartUploadAsync(Complete(id, one, new PartETag(2, two.ETag) { ChecksumCRC32 = one.ChecksumCRC32 })), "InvalidPart");
        await Refused(() => S3.CompleteMultipartUploadAsync(Complete(id, one, new PartETag(2, two.ETag))), "InvalidRequest");
        await Refused(() => S3.UploadPartAsync(new UploadPartRequest { BucketName = S3Fixture.Bucket, Key = "k", UploadId = id, PartNumber = 10_001, InputStream = new MemoryStream([1]), ChecksumAlgorithm = ChecksumAlgorithm.CRC32 }), "InvalidArgument");
        await Refused(() => S3.UploadPartAsync(new UploadPartRequest { BucketName = S3Fixture.Bucket, Key = "k", UploadId = id, PartNumber = 3, InputStream = new MemoryStream([1]), ChecksumAlgorithm = ChecksumAlgorithm.SHA256 }), "InvalidRequest");
    }

    [Fact]
    public async Task An_aborted_upload_is_gone_with_its_files()
    {
        string id = await StartAsync();
        await PartAsync(id, 1, new byte[100]);
        ListMultipartUploadsResponse open = await S3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = S3Fixture.Bucket, Prefix = "k" });
        open.MultipartUploads.Select(u => (u.Key, u.UploadId)).Should().Equal(("k", id));
        await S3.AbortMultipartUploadAsync(S3Fixture.Bucket, "k", id);
        await Refused(() => S3.AbortMultipartUploadAsync(S3Fixture.Bucket, "k", id), "NoSuchUpload");
        await Refused(() => PartAsync(id, 1, new byte[100]), "NoSuchUpload");
        Directory.EnumerateFiles(fixture.Aws.Folder, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Completing_over_an_object_that_must_be_absent_is_refused()
    {
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "there" });
        string id = await StartAsync();
        CompleteMultipartUploadRequest complete = Complete(id, await PartAsync(id, 1, [1]));
        complete.IfNoneMatch = "*";
        await Refused(() => S3.CompleteMultipartUploadAsync(complete), "PreconditionFailed");
    }

    [Fact]
    public async Task A_conditional_write_that_overlaps_a_delete_is_a_conflict()
    {
        string etag = (await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "1" })).ETag;
        using SlowStream body = new(100_000);
        Task<PutObjectResponse> writing = S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", InputStream = body, IfMatch = etag, AutoResetStreamPosition = false });
        await body.Reading;
        await S3.DeleteObjectAsync(S3Fixture.Bucket, "k");
        body.GoOn();
        await Refused(() => writing, "ConditionalRequestConflict");
    }

    private static async Task Refused(Func<Task> call, string code) => (await call.Should().ThrowAsync<AmazonS3Exception>()).Which.ErrorCode.Should().Be(code);

    private static CompleteMultipartUploadRequest Complete(string id, params PartETag[] parts) => new() { BucketName = S3Fixture.Bucket, Key = "k", UploadId = id, PartETags = [.. parts] };

    private async Task<string> StartAsync()
        => (await S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = S3Fixture.Bucket, Key = "k", ChecksumAlgorithm = ChecksumAlgorithm.CRC32 })).UploadId;

    private async Task<PartETag> PartAsync(string id, int number, byte[] bytes)
    {
        UploadPartResponse response = await S3.UploadPartAsync(new UploadPartRequest
        {
            BucketName = S3Fixture.Bucket,
            Key = "k",
            UploadId = id,
            PartNumber = number,
            InputStream = new MemoryStream(bytes),
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            DisablePayloadSigning = true,
        });
        return new PartETag(number, response.ETag) { ChecksumCRC32 = response.ChecksumCRC32 };
    }

    /// <summary>A body whose reader waits at its first byte until it is let go.</summary>
    private sealed class SlowStream(int length) : MemoryStream(new byte[length], writable: false)
    {
        private readonly TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reading => reading.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public void GoOn() => go.TrySetResult();

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            reading.TrySetResult();
            await go.Task;
            return Read(buffer, offset, count);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reading.TrySetResult();
            await go.Task;
            return Read(buffer.Span);
        }
    }
}

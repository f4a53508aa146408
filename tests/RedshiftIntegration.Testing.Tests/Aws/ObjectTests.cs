using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using RedshiftIntegration.Testing.Loading;

namespace RedshiftIntegration.Testing.Tests.Aws;

public sealed class ObjectTests : IDisposable
{
    private readonly S3Fixture fixture = new();

    private AmazonS3Client S3 => fixture.S3;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task An_object_comes_back_with_its_bytes_headers_and_etag()
    {
        PutObjectRequest put = new() { BucketName = S3Fixture.Bucket, Key = "a/b c+ü%2F.txt", ContentBody = "hello", ContentType = "text/plain" };
        put.Metadata["rows"] = "5";
        PutObjectResponse stored = await S3.PutObjectAsync(put);
        stored.ETag.Should().Be($"\"{Convert.ToHexStringLower(MD5.HashData("hello"u8))}\"");

        using GetObjectResponse got = await S3.GetObjectAsync(S3Fixture.Bucket, "a/b c+ü%2F.txt");
        using StreamReader reader = new(got.ResponseStream);
        (await reader.ReadToEndAsync()).Should().Be("hello");
        got.Headers.ContentType.Should().Be("text/plain");
        got.Metadata["rows"].Should().Be("5");
        got.ETag.Should().Be(stored.ETag);
        GetObjectMetadataResponse head = await S3.GetObjectMetadataAsync(S3Fixture.Bucket, "a/b c+ü%2F.txt");
        head.ContentLength.Should().Be(5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_large_stream_arrives_whole_signed_or_not(bool unsigned)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(3_000_001);
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "big", InputStream = new MemoryStream(bytes), DisablePayloadSigning = unsigned, ChecksumAlgorithm = ChecksumAlgorithm.CRC32 });
        File.ReadAllBytes(((IObjectSource)fixture.Aws).PathOf(S3Fixture.Bucket, "big")!).Should().Equal(bytes);
        using GetObjectResponse got = await S3.GetObjectAsync(new GetObjectRequest { BucketName = S3Fixture.Bucket, Key = "big", ByteRange = new ByteRange(10, 19), ChecksumMode = ChecksumMode.ENABLED });
        got.HttpStatusCode.Should().Be(HttpStatusCode.PartialContent);
        using MemoryStream part = new();
        await got.ResponseStream.CopyToAsync(part);
        part.ToArray().Should().Equal(bytes[10..20]);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    [InlineData("SHA256")]
    public async Task Each_checksum_the_client_sends_is_kept_and_checked_when_read(string algorithm)
    {
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "123456789", ChecksumAlgorithm = new ChecksumAlgorithm(algorithm) });
        using GetObjectResponse got = await S3.GetObjectAsync(new GetObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ChecksumMode = ChecksumMode.ENABLED });
        using StreamReader reader = new(got.ResponseStream);
        (await reader.ReadToEndAsync()).Should().Be("123456789");
        string? known = algorithm switch { "CRC32" => "y/Q5Jg==", "CRC32C" => "4waSgw==", "CRC64NVME" => "rosUhgp5mIg=", _ => Convert.ToBase64String(SHA256.HashData("123456789"u8)) };
        (got.ChecksumCRC32 ?? got.ChecksumCRC32C ?? got.ChecksumCRC64NVME ?? got.ChecksumSHA256).Should().Be(known);
    }

    [Fact]
    public async Task A_wrong_checksum_or_md5_is_a_bad_digest_and_stores_nothing()
    {
        Func<Task> checksum = () => S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "x", ChecksumCRC32 = "AAAAAA==" });
        (await checksum.Should().ThrowAsync<AmazonS3Exception>()).Which.ErrorCode.Should().Be("BadDigest");
        Func<Task> md5 = () => S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "x", MD5Digest = Convert.ToBase64String(new byte[16]) });
        (await md5.Should().ThrowAsync<AmazonS3Exception>()).Which.ErrorCode.Should().Be("BadDigest");
        fixture.Aws.Keys(S3Fixture.Bucket).Should().BeEmpty();
        Directory.EnumerateFiles(fixture.Aws.Folder, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_many_writers_of_an_absent_key_exactly_one_wins()
    {
        Task<bool>[] writers = [.. Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            try
            {
                await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "one", ContentBody = $"{i}", IfNoneMatch = "*" });
                return true;
            }
            catch (AmazonS3Exception refused) when (refused.ErrorCode == "PreconditionFailed" && refused.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
        }))];
        (await Task.WhenAll(writers)).Count(won => won).Should().Be(1);
    }

    [Fact]
    public async Task A_write_if_match_needs_the_newest_etag()
    {
        string first = (await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "1" })).ETag;
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "2", IfMatch = first });
        Func<Task> stale = () => S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "3", IfMatch = first });
        (await stale.Should().ThrowAsync<AmazonS3Exception>()).Which.ErrorCode.Should().Be("PreconditionFailed");
        Func<Task> absent = () => S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "none", ContentBody = "3", IfMatch = first });
        (await absent.Should().ThrowAsync<AmazonS3Exception>()).Which.ErrorCode.Should().Be("NoSuchKey");
    }

    [Fact]
    public async Task Copy_and_delete_do_what_they_say_and_deleting_nothing_succeeds()
    {
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "from/ü", ContentBody = "v" });
        await S3.CopyObjectAsync(S3Fixture.Bucket, "from/ü", S3Fixture.Bucket, "to");
        await S3.DeleteObjectAsync(S3Fixture.Bucket, "from/ü");
        await S3.DeleteObjectAsync(S3Fixture.Bucket, "from/ü");
        fixture.Aws.Keys(S3Fixture.Bucket).Should().Equal("to");
        DeleteObjectsResponse deleted = await S3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = S3Fixture.Bucket, Objects = [new KeyVersion { Key = "to" }, new KeyVersion { Key = "absent" }] });
        deleted.DeletedObjects.Select(d => d.Key).Should().Equal("to", "absent");
        fixture.Aws.Keys(S3Fixture.Bucket).Should().BeEmpty();
    }

    [Fact]
    public async Task A_listing_pages_through_keys_and_common_prefixes_in_byte_order()
    {
        string[] keys = ["a/1", "a/2", "a/b/3", "b", "c&<d", "é", "\uFFFD", "😀"];
        foreach (string key in keys)
        {
            await S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = key, ContentBody = key });
        }

        List<string> seen = [];
        ListObjectsV2Request request = new() { BucketName = S3Fixture.Bucket, MaxKeys = 2, Delimiter = "/" };
        ListObjectsV2Response page;
        do
        {
            page = await S3.ListObjectsV2Async(request);
            seen.AddRange(page.S3Objects?.Select(o => o.Key) ?? []);
            seen.AddRange(page.CommonPrefixes ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        seen.Should().Equal("b", "a/", "c&<d", "é", "\uFFFD", "😀");
        (await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = S3Fixture.Bucket, Prefix = "a/" })).S3Objects.Select(o => o.Key).Should().Equal("a/1", "a/2", "a/b/3");
        fixture.Aws.Keys(S3Fixture.Bucket).Should().Equal(keys);
    }

    [Fact]
    public async Task What_is_missing_or_foreign_is_refused_with_the_real_code()
    {
        await Refused(() => S3.GetObjectAsync("absent-bucket", "k"), "NoSuchBucket", HttpStatusCode.NotFound);
        await Refused(() => S3.GetObjectAsync(S3Fixture.Bucket, "k"), "NoSuchKey", HttpStatusCode.NotFound);
        await Refused(() => S3.PutBucketAsync(S3Fixture.Bucket), "BucketAlreadyOwnedByYou", HttpStatusCode.Conflict);
        await Refused(() => S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "k", ContentBody = "v", ExpectedBucketOwner = "999999999999" }), "AccessDenied", HttpStatusCode.Forbidden);
        await Refused(() => S3.GetBucketPolicyAsync(S3Fixture.Bucket), "NotImplemented", HttpStatusCode.NotImplemented);
        using AmazonS3Client anonymous = fixture.Client(credentials: new Amazon.Runtime.AnonymousAWSCredentials());
        await Refused(() => anonymous.GetObjectAsync(S3Fixture.Bucket, "k"), "AccessDenied", HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("https://s3.eu-central-1.amazonaws.com", false)]
    [InlineData("https://storage.example", true)]
    [InlineData("http://localhost:9000", true)]
    public async Task Both_address_styles_reach_the_same_object(string endpoint, bool pathStyle)
    {
        using AmazonS3Client client = fixture.Client(c =>
        {
            c.ServiceURL = endpoint;
            c.AuthenticationRegion = "eu-central-1";
            c.ForcePathStyle = pathStyle;
        });
        await client.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "dir/k", InputStream = new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 100_000))) });
        fixture.Aws.Keys(S3Fixture.Bucket).Should().Equal("dir/k");
    }

    [Fact]
    public async Task Buckets_are_made_found_listed_and_deleted()
    {
        await S3.PutBucketAsync(new PutBucketRequest { BucketName = "another.bucket", BucketRegion = S3Region.EUCentral1 });
        (await S3.ListBucketsAsync()).Buckets.Select(b => b.BucketName).Should().Equal("another.bucket", S3Fixture.Bucket);
        (await S3.GetBucketLocationAsync("another.bucket")).Location.Value.Should().Be("eu-central-1");
        await S3.HeadBucketAsync(new HeadBucketRequest { BucketName = "another.bucket" });
        await S3.DeleteBucketAsync("another.bucket");
        ((IObjectSource)fixture.Aws).RegionOf("another.bucket").Should().BeNull();
        fixture.Invoking(f => f.Aws.CreateBucket("No_Bucket")).Should().Throw<ArgumentException>();
    }

    private static async Task Refused(Func<Task> call, string code, HttpStatusCode status)
    {
        AmazonS3Exception refused = (await call.Should().ThrowAsync<AmazonS3Exception>()).Which;
        refused.ErrorCode.Should().Be(code);
        refused.StatusCode.Should().Be(status);
    }
}

using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace RedshiftIntegration.Testing.Tests.Aws;

/// <summary>What is allocated is counted for the whole process, so nothing else runs beside.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests : IDisposable
{
    private readonly S3Fixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_large_object_is_never_whole_in_memory(bool unsigned)
    {
        const int Part = 8 << 20;
        byte[] part = RandomNumberGenerator.GetBytes(Part);
        await PutAsync(part, unsigned);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < 8; i++)
        {
            await PutAsync(part, unsigned);
            using GetObjectResponse got = await fixture.S3.GetObjectAsync(S3Fixture.Bucket, "k");
            got.ContentLength.Should().Be(Part);
            await got.ResponseStream.CopyToAsync(Stream.Null);
        }

        // 64 MB went in and out again.
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(16 << 20);
    }

    private Task PutAsync(byte[] bytes, bool unsigned) => fixture.S3.PutObjectAsync(new PutObjectRequest
    {
        BucketName = S3Fixture.Bucket,
        Key = "k",
        InputStream = new MemoryStream(bytes),
        ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
        DisablePayloadSigning = unsigned,
    });
}

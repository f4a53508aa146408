using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>The checksums that S3 knows, in S3's form: base64 of the big-endian value.</summary>
internal abstract class ChecksumCalculator : IDisposable
{
    public static readonly string[] Algorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

    public abstract void Append(ReadOnlySpan<byte> bytes);

    public abstract byte[] Value();

    public string Base64() => Convert.ToBase64String(Value());

    public static ChecksumCalculator? Create(string algorithm) => algorithm.ToUpperInvariant() switch
    {
        "CRC32" => new Cyclic32(new Crc32()),
        "CRC32C" => new Cyclic32(new Crc32(Crc32ParameterSet.Crc32C)),
        "CRC64NVME" => new Cyclic64(new Crc64(Crc64ParameterSet.Nvme)),
        "SHA1" => new Hash(HashAlgorithmName.SHA1),
        "SHA256" => new Hash(HashAlgorithmName.SHA256),
        _ => null,
    };

    public virtual void Dispose() => GC.SuppressFinalize(this);

    private sealed class Cyclic32(Crc32 crc) : ChecksumCalculator
    {
        public override void Append(ReadOnlySpan<byte> bytes) => crc.Append(bytes);

        public override byte[] Value()
        {
            byte[] value = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(value, crc.GetCurrentHashAsUInt32());
            return value;
        }
    }

    private sealed class Cyclic64(Crc64 crc) : ChecksumCalculator
    {
        public override void Append(ReadOnlySpan<byte> bytes) => crc.Append(bytes);

        public override byte[] Value()
        {
            byte[] value = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(value, crc.GetCurrentHashAsUInt64());
            return value;
        }
    }

    private sealed class Hash(HashAlgorithmName name) : ChecksumCalculator
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(name);

        public override void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

        public override byte[] Value() => hash.GetCurrentHash();

        public override void Dispose()
        {
            hash.Dispose();
            base.Dispose();
        }
    }
}

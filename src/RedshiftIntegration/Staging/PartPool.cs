using System.Collections.Concurrent;

namespace RedshiftIntegration.Staging;

/// <summary>The 6 MB arrays of uploads (S3 takes no part under 5 MB but the last). Pinned, and few are kept: ArrayPool.Shared kept so many that the peak grew by a tenth.</summary>
internal sealed class PartPool
{
    public const int PartSize = 6 << 20;
    private const int Kept = 6;
    private readonly ConcurrentQueue<byte[]> idle = new();

    public byte[] Rent() => idle.TryDequeue(out byte[]? part) ? part : GC.AllocateUninitializedArray<byte>(PartSize, pinned: true);

    public void Return(byte[] part)
    {
        if (idle.Count < Kept)
        {
            idle.Enqueue(part);
        }
    }
}

using System.Collections.Concurrent;

namespace RedshiftIntegration.Staging;

/// <summary>The 8 MB arrays of uploads. Pinned, and few are kept: ArrayPool.Shared kept so many that the peak grew by a tenth.</summary>
internal sealed class PartPool
{
    public const int PartSize = 8 << 20;
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

namespace RedshiftIntegration.Flow;

/// <summary>
/// Pinned arrays for column batches, kept across batches and tables up to a bound. Arrays are pinned because the Parquet writer takes pointers into
/// them, and large: from the collector's own heaps each small table would cost gen-2 collections.
/// </summary>
internal sealed class ColumnPool(long maxRetainedBytes = ColumnPool.DefaultRetainedBytes)
{
    private const long DefaultRetainedBytes = 64L * 1024 * 1024;
    private readonly Dictionary<(Type Type, int Length), Stack<Array>> _free = [];
    private readonly Lock _gate = new();
    private long _retained;

    public long RetainedBytes
    {
        get
        {
            lock (_gate)
            {
                return _retained;
            }
        }
    }

    /// <summary>An array of at least <paramref name="length"/> items (the next power of two); its content is undefined.</summary>
    public T[] Rent<T>(int length)
        where T : unmanaged
    {
        int rounded = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, 16));
        lock (_gate)
        {
            if (_free.TryGetValue((typeof(T), rounded), out Stack<Array>? stack) && stack.TryPop(out Array? array))
            {
                _retained -= Size<T>(rounded);
                return (T[])array;
            }
        }

        return GC.AllocateUninitializedArray<T>(rounded, pinned: true);
    }

    public void Return<T>(T[]? array)
        where T : unmanaged
    {
        if (array is null)
        {
            return;
        }

        lock (_gate)
        {
            if (_retained + Size<T>(array.Length) > maxRetainedBytes)
            {
                return;
            }

            _retained += Size<T>(array.Length);
            if (!_free.TryGetValue((typeof(T), array.Length), out Stack<Array>? stack))
            {
                _free.Add((typeof(T), array.Length), stack = new Stack<Array>());
            }

            stack.Push(array);
        }
    }

    private static unsafe long Size<T>(int length)
        where T : unmanaged => (long)length * sizeof(T);
}

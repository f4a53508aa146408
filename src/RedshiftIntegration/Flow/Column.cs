using System.Diagnostics.CodeAnalysis;

namespace RedshiftIntegration.Flow;

/// <summary>
/// The values of one column of a batch: dense in a pinned array of the physical type, NULLs by definition level alone.
/// Exactly one of the arrays is there, by <see cref="ColumnLayout"/>.
/// </summary>
internal sealed class Column : IDisposable
{
    private const int FirstBytes = 16 * 1024;
    private readonly ColumnPool _pool;

    public Column(ColumnLayout layout, bool isNullable, int rowCapacity, ColumnPool pool)
    {
        Layout = layout;
        _pool = pool;
        Levels = isNullable ? pool.Rent<short>(rowCapacity) : null;
        switch (layout.Kind)
        {
            case ColumnKind.Int32:
                Int32s = pool.Rent<int>(rowCapacity);
                break;
            case ColumnKind.Int64:
                Int64s = pool.Rent<long>(rowCapacity);
                break;
            case ColumnKind.Boolean:
                Booleans = pool.Rent<bool>(rowCapacity);
                break;
            case ColumnKind.Float:
                Floats = pool.Rent<float>(rowCapacity);
                break;
            case ColumnKind.Double:
                Doubles = pool.Rent<double>(rowCapacity);
                break;
            case ColumnKind.FixedBytes:
                Bytes = pool.Rent<byte>(rowCapacity * layout.FixedWidth);
                break;
            default:
                Bytes = pool.Rent<byte>(FirstBytes);
                Offsets = pool.Rent<int>(rowCapacity + 1);
                Offsets[0] = 0;
                break;
        }
    }

    public ColumnLayout Layout { get; }

    public int[]? Int32s { get; private set; }

    public long[]? Int64s { get; private set; }

    public bool[]? Booleans { get; private set; }

    public float[]? Floats { get; private set; }

    public double[]? Doubles { get; private set; }

    /// <summary>UTF-8 or raw bytes of all values, one after the other; or fixed-width decimals.</summary>
    public byte[]? Bytes { get; private set; }

    /// <summary>Where each value of <see cref="Bytes"/> begins; one more than there are values.</summary>
    public int[]? Offsets { get; private set; }

    /// <summary>1 for a value, 0 for NULL; null where the column is NOT NULL.</summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "The encoder and the appenders work on the arrays.")]
    public short[]? Levels { get; private set; }

    public bool IsNullable => Levels is not null;

    /// <summary>Values that are not NULL.</summary>
    public int ValueCount { get; private set; }

    /// <summary>Values and NULLs.</summary>
    public int Rows { get; private set; }

    /// <summary>Bytes of text so far; 0 for other kinds.</summary>
    public int TextBytes => Offsets is null ? 0 : Offsets[ValueCount];

    public void AddNull() => Levels![Rows++] = 0;

    public void Add(int value)
    {
        Int32s![ValueCount] = value;
        Present();
    }

    public void Add(long value)
    {
        Int64s![ValueCount] = value;
        Present();
    }

    public void Add(bool value)
    {
        Booleans![ValueCount] = value;
        Present();
    }

    public void Add(float value)
    {
        Floats![ValueCount] = value;
        Present();
    }

    public void Add(double value)
    {
        Doubles![ValueCount] = value;
        Present();
    }

    /// <summary>Adds a decimal's unscaled value in the fixed width.</summary>
    public void AddFixed(Int128 unscaled)
    {
        Span<byte> target = Bytes.AsSpan(ValueCount * Layout.FixedWidth, Layout.FixedWidth);
        Span<byte> wide = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt128BigEndian(wide, unscaled);
        wide[(16 - target.Length)..].CopyTo(target);
        Present();
    }

    /// <summary>Adds a value of variable length.</summary>
    public void AddBytes(ReadOnlySpan<byte> value)
    {
        byte[] buffer = Reserve(value.Length, out int offset);
        value.CopyTo(buffer.AsSpan(offset));
        CommitBytes(value.Length);
    }

    /// <summary>Room for a value of up to <paramref name="size"/> bytes, to be filled in place and ended by <see cref="CommitBytes"/>.</summary>
    public byte[] Reserve(int size, out int offset)
    {
        offset = Offsets![ValueCount];
        if (Bytes!.Length - offset < size)
        {
            Grow(checked(offset + size));
        }

        return Bytes;
    }

    public void CommitBytes(int length)
    {
        Offsets![ValueCount + 1] = Offsets[ValueCount] + length;
        Present();
    }

    /// <summary>Forgets what was added after the first <paramref name="rows"/> rows.</summary>
    public void TakeBack(int rows)
    {
        while (Rows > rows)
        {
            Rows--;
            if (Levels is null || Levels[Rows] == 1)
            {
                ValueCount--;
            }
        }
    }

    public void Clear()
    {
        ValueCount = 0;
        Rows = 0;
    }

    public void Dispose()
    {
        _pool.Return(Int32s);
        _pool.Return(Int64s);
        _pool.Return(Booleans);
        _pool.Return(Floats);
        _pool.Return(Doubles);
        _pool.Return(Bytes);
        _pool.Return(Offsets);
        _pool.Return(Levels);
        (Int32s, Int64s, Booleans, Floats, Doubles, Bytes, Offsets, Levels) = (null, null, null, null, null, null, null, null);
    }

    private void Present()
    {
        ValueCount++;
        if (Levels is not null)
        {
            Levels[Rows] = 1;
        }

        Rows++;
    }

    private void Grow(int needed)
    {
        byte[] larger = _pool.Rent<byte>(Math.Max(needed, Bytes!.Length * 2));
        Bytes.AsSpan(0, Offsets![ValueCount]).CopyTo(larger);
        _pool.Return(Bytes);
        Bytes = larger;
    }
}

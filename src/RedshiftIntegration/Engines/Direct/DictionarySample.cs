using System.IO.Hashing;
using System.Runtime.InteropServices;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Engines.Direct;

/// <summary>Decides by a sample of the first batch which columns are worth a dictionary: at least half of the values repeat.</summary>
internal static class DictionarySample
{
    private const int MaxValues = 4_096;

    public static bool PaysOff(Column column)
    {
        int count = Math.Min(column.ValueCount, MaxValues);
        HashSet<ulong> distinct = [];
        switch (column.Layout.Kind)
        {
            case ColumnKind.Int32:
                AddAll(column.Int32s.AsSpan(0, count), distinct);
                break;
            case ColumnKind.Int64:
                AddAll(column.Int64s.AsSpan(0, count), distinct);
                break;
            case ColumnKind.FixedBytes:
                for (int i = 0; i < count; i++)
                {
                    distinct.Add(XxHash3.HashToUInt64(column.Bytes.AsSpan(i * column.Layout.FixedWidth, column.Layout.FixedWidth)));
                }

                break;
            case ColumnKind.Bytes:
                for (int i = 0; i < count; i++)
                {
                    distinct.Add(XxHash3.HashToUInt64(column.Bytes.AsSpan(column.Offsets![i], column.Offsets[i + 1] - column.Offsets[i])));
                }

                break;
            default:
                return false;
        }

        return distinct.Count * 2 <= count;
    }

    private static void AddAll<T>(Span<T> values, HashSet<ulong> distinct)
        where T : unmanaged
    {
        foreach (ref T value in values)
        {
            distinct.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value))));
        }
    }
}

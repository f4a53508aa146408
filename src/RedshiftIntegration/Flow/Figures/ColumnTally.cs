using System.Buffers.Binary;
using System.Globalization;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Figures;

/// <summary>Figures of one column over all batches.</summary>
internal sealed class ColumnTally(ResolvedColumn column)
{
    private readonly RedshiftType _type = Transport.Of(column.Type);
    private long _nulls;
    private long _values;
    private Int128 _min = Int128.MaxValue;
    private Int128 _max = Int128.MinValue;
    private Int128 _sum;
    private double _least = double.PositiveInfinity;
    private double _greatest = double.NegativeInfinity;

    public ResolvedColumn Column => column;

    public void Add(Column values)
    {
        int count = values.ValueCount;
        _nulls += values.Rows - count;
        _values += count;
        switch (values.Layout.Kind)
        {
            case ColumnKind.Int32:
                Add(values.Int32s.AsSpan(0, count));
                break;
            case ColumnKind.Int64:
                Add(values.Int64s.AsSpan(0, count));
                break;
            case ColumnKind.Boolean:
                _sum += values.Booleans.AsSpan(0, count).Count(true);
                break;
            case ColumnKind.Float:
                foreach (float value in values.Floats.AsSpan(0, count))
                {
                    Stretch(value);
                }

                break;
            case ColumnKind.Double:
                foreach (double value in values.Doubles.AsSpan(0, count))
                {
                    Stretch(value);
                }

                break;
            case ColumnKind.FixedBytes:
                AddFixed(values.Bytes.AsSpan(0, count * values.Layout.FixedWidth), values.Layout.FixedWidth);
                break;
            default:
                _sum += values.TextBytes;
                break;
        }
    }

    /// <summary>Canonical text; null where there is no value.</summary>
    public string? Text(Measure measure) => measure switch
    {
        Measure.Nulls => _nulls.ToString(CultureInfo.InvariantCulture),
        _ when _values == 0 => null,
        Measure.Min => Extreme(_min, _least),
        Measure.Max => Extreme(_max, _greatest),
        _ => CanonicalNumber.DecimalText(_sum, measure == Measure.Sum ? _type.Scale : 0),
    };

    private string Extreme(Int128 value, double number) => _type.Kind switch
    {
        RedshiftTypeKind.Real => FigureText.Of((float)number),
        RedshiftTypeKind.DoublePrecision => FigureText.Of(number),
        RedshiftTypeKind.Date => CanonicalTime.DateText((int)value),
        RedshiftTypeKind.Timestamp => CanonicalTime.TimestampText((long)value),
        _ => CanonicalNumber.DecimalText(value, _type.Scale),
    };

    private void Add(ReadOnlySpan<int> values)
    {
        int min = int.MaxValue;
        int max = int.MinValue;
        long sum = 0;
        foreach (int value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            sum += value;
        }

        Keep(values.IsEmpty, min, max, sum);
    }

    /// <summary>Upper and lower halves apart: a batch has too few rows for either to overflow.</summary>
    private void Add(ReadOnlySpan<long> values)
    {
        long min = long.MaxValue;
        long max = long.MinValue;
        long upper = 0;
        long lower = 0;
        foreach (long value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            upper += value >> 32;
            lower += (uint)value;
        }

        Keep(values.IsEmpty, min, max, ((Int128)upper << 32) + lower);
    }

    /// <summary>The sum of widths above 28 digits wraps around; it is not measured.</summary>
    private void AddFixed(ReadOnlySpan<byte> bytes, int width)
    {
        Span<byte> wide = stackalloc byte[16];
        for (int at = 0; at < bytes.Length; at += width)
        {
            ReadOnlySpan<byte> value = bytes.Slice(at, width);
            wide[..(16 - width)].Fill((byte)((sbyte)value[0] >> 7));
            value.CopyTo(wide[(16 - width)..]);
            Int128 number = BinaryPrimitives.ReadInt128BigEndian(wide);
            Keep(false, number, number, number);
        }
    }

    private void Stretch(double value)
    {
        _least = Math.Min(_least, value);
        _greatest = Math.Max(_greatest, value);
    }

    private void Keep(bool isEmpty, Int128 min, Int128 max, Int128 sum)
    {
        if (!isEmpty)
        {
            _min = min < _min ? min : _min;
            _max = max > _max ? max : _max;
            _sum = unchecked(_sum + sum);
        }
    }
}

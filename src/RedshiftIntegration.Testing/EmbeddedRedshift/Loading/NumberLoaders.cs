using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using DuckDB.NET.Data.DataChunk.Writer;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>What number fields share: blanks around them, and the words for a wrong digit.</summary>
internal abstract class NumberLoader(Column column, CopyOptions options) : FieldLoader(column, options)
{
    protected static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    protected static LoadFault Digit(ReadOnlySpan<byte> text, int position, string type) => new(
        LoadFaults.Digit,
        string.Create(CultureInfo.InvariantCulture, $"Invalid digit, Value '{(position < text.Length ? Encoding.Latin1.GetString(text.Slice(position, 1)) : "")}', Pos {position}, Type: {type}"));
}

internal sealed class IntegerLoader(Column column, CopyOptions options, long least, long most, string type) : NumberLoader(column, options)
{
    private long value;

    public override Type StreamType => typeof(long);

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        var digits = Trim(text);
        var offset = text.IndexOf(digits);
        var signed = digits[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        for (var i = signed; i < digits.Length; i++)
        {
            if (digits[i] is < (byte)'0' or > (byte)'9')
            {
                return Digit(text, offset + i, type);
            }
        }

        if (digits.Length == signed)
        {
            return Digit(text, offset, type);
        }

        return Utf8Parser.TryParse(digits[0] == '+' ? digits[1..] : digits, out value, out _) && value >= least && value <= most ? null : LoadFaults.Overflow;
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(value, row);
}

/// <summary>Digits beyond the scale are cut, or rounded with ROUNDEC; the value goes on as text, for DuckDB's CLR decimals have 28 digits.</summary>
internal sealed class DecimalLoader(Column column, CopyOptions options) : NumberLoader(column, options)
{
    private readonly SqlType type = column.Type;
    private readonly Int128 limit = (Int128)BigInteger.Pow(10, column.Type.Precision);
    private string value = "";

    public override Type StreamType => typeof(string);

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        var digits = Trim(text);
        var offset = text.IndexOf(digits);
        var signed = digits[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var point = -1;
        for (var i = signed; i < digits.Length; i++)
        {
            if (digits[i] == '.' && point < 0)
            {
                point = i;
            }
            else if (digits[i] is < (byte)'0' or > (byte)'9')
            {
                return Digit(text, offset + i, "Decimal");
            }
        }

        if (digits.Length == signed + (point < 0 ? 0 : 1))
        {
            return Digit(text, offset, "Decimal");
        }

        return Scale(digits[0] == '-', digits[signed..(point < 0 ? digits.Length : point)], point < 0 ? [] : digits[(point + 1)..]);
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(value, row);

    private LoadFault? Scale(bool negative, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction)
    {
        var kept = fraction[..Math.Min(fraction.Length, type.Scale)];
        var unscaled = Unscaled(whole.TrimStart((byte)'0'), kept);
        if (Options.RoundDecimals && fraction.Length > type.Scale && fraction[type.Scale] >= '5')
        {
            unscaled++;
        }

        // AWS: r_Numeric_types201. 19 digits are kept in 8 bytes.
        if (unscaled >= limit || (type.Precision == 19 && unscaled > long.MaxValue))
        {
            return new LoadFault(LoadFaults.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"Overflow for NUMERIC({type.Precision},{type.Scale})"));
        }

        var all = unscaled.ToString(CultureInfo.InvariantCulture).PadLeft(type.Scale + 1, '0');
        value = type.Scale == 0 ? $"{(negative ? "-" : "")}{all}" : $"{(negative ? "-" : "")}{all.AsSpan(0, all.Length - type.Scale)}.{all.AsSpan(all.Length - type.Scale)}";
        return null;
    }

    /// <summary>The digits as one number; too many of them give the limit itself.</summary>
    private Int128 Unscaled(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> kept)
    {
        if (whole.Length + type.Scale > type.Precision)
        {
            return limit;
        }

        Int128 number = 0;
        var small = 0L;
        var digits = 0;
        foreach (var digit in whole)
        {
            Add(digit - '0');
        }

        for (var i = 0; i < type.Scale; i++)
        {
            Add(i < kept.Length ? kept[i] - '0' : 0);
        }

        return digits <= 18 ? small : number;

        // 64 bits are several times faster and nearly always enough.
        void Add(int digit)
        {
            if (++digits <= 18)
            {
                small = (small * 10) + digit;
                return;
            }

            number = ((digits == 19 ? small : number) * 10) + digit;
        }
    }
}

internal sealed class FloatLoader(Column column, CopyOptions options) : NumberLoader(column, options)
{
    private double value;

    public override Type StreamType => typeof(double);

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        if (!double.TryParse(Trim(text), NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return LoadFaults.Float;
        }

        var written = char.IsAsciiDigit((char)Trim(text)[^1]) || Trim(text)[^1] == '.';
        return written && double.IsInfinity(Column.Type.Kind == SqlTypeKind.Real ? (float)value : value)
            ? new LoadFault(LoadFaults.OutOfRange, "Float value is out of range")
            : null;
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(value, row);
}

internal sealed class BooleanLoader(Column column, CopyOptions options) : FieldLoader(column, options)
{
    private bool value;

    public override Type StreamType => typeof(bool);

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            value = TextFunctions.ParseBoolean(Encoding.UTF8.GetString(text));
            return null;
        }
        catch (InvalidOperationException)
        {
            return LoadFaults.Boolean;
        }
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(value, row);
}

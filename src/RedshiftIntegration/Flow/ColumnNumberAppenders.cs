using System.Globalization;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>SMALLINT and INTEGER.</summary>
internal sealed class Int32Appender(ResolvedColumn definition) : ColumnAppender(definition)
{
    private readonly int _min = definition.Type.Kind == RedshiftTypeKind.SmallInt ? short.MinValue : int.MinValue;
    private readonly int _max = definition.Type.Kind == RedshiftTypeKind.SmallInt ? short.MaxValue : int.MaxValue;

    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalNumber.TryWhole(text, out long value))
        {
            RefuseUnfit(text);
        }

        AppendInt64(value);
    }

    public override void AppendInt64(long value)
    {
        if (value < _min || value > _max)
        {
            RefuseUnfit(value);
        }

        Column!.Add((int)value);
    }

    public override string LastText() => Column!.Int32s![Column.ValueCount - 1].ToString(CultureInfo.InvariantCulture);
}

/// <summary>BIGINT.</summary>
internal sealed class Int64Appender(ResolvedColumn definition) : ColumnAppender(definition)
{
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalNumber.TryWhole(text, out long value))
        {
            RefuseUnfit(text);
        }

        Column!.Add(value);
    }

    public override void AppendInt64(long value) => Column!.Add(value);

    public override string LastText() => Column!.Int64s![Column.ValueCount - 1].ToString(CultureInfo.InvariantCulture);
}

/// <summary>DECIMAL of at most 18 digits.</summary>
internal sealed class Decimal64Appender(ResolvedColumn definition) : ColumnAppender(definition)
{
    private readonly int _precision = definition.Type.Precision;
    private readonly int _scale = definition.Type.Scale;

    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalNumber.TryDecimal(text, _precision, _scale, out long unscaled))
        {
            RefuseUnfit(text);
        }

        Column!.Add(unscaled);
    }

    public override string LastText() => CanonicalNumber.DecimalText(Column!.Int64s![Column.ValueCount - 1], _scale);
}

/// <summary>DECIMAL of 19 to 38 digits. Redshift keeps one of 19 in 8 bytes, which do not hold all of them (AWS: r_Numeric_types201).</summary>
internal sealed class Decimal128Appender(ResolvedColumn definition) : ColumnAppender(definition)
{
    private readonly int _precision = definition.Type.Precision;
    private readonly int _scale = definition.Type.Scale;
    private readonly Int128 _max = definition.Type.Precision == 19 ? long.MaxValue : Int128.MaxValue;
    private Int128 _last;

    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalNumber.TryDecimal(text, _precision, _scale, out Int128 unscaled) || Int128.Abs(unscaled) > _max)
        {
            RefuseUnfit(text);
        }

        _last = unscaled;
        Column!.AddFixed(unscaled);
    }

    public override string LastText() => CanonicalNumber.DecimalText(_last, _scale);
}

internal sealed class BooleanAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalNumber.TryBoolean(text, out bool value))
        {
            RefuseUnfit(text);
        }

        Column!.Add(value);
    }

    public override void AppendBoolean(bool value) => Column!.Add(value);

    public override string LastText() => Column!.Booleans![Column.ValueCount - 1] ? "1" : "0";
}

/// <summary>REAL: takes the numbers that are a float exactly, however they come.</summary>
internal sealed class FloatAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalNumber.TryDouble(text, out double value))
        {
            RefuseUnfit(text);
        }

        AppendDouble(value);
    }

    /// <summary>A value between two floats is refused: rounding would change it without a word.</summary>
    public override void AppendDouble(double value)
    {
        float nearest = (float)value;
        if (nearest != value)
        {
            RefuseUnfit(value);
        }

        AppendFloat(nearest);
    }

    public override void AppendFloat(float value)
    {
        if (!float.IsFinite(value))
        {
            RefuseUnfit(value);
        }

        Column!.Add(value);
    }

    public override string LastText() => Column!.Floats![Column.ValueCount - 1].ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>DOUBLE PRECISION.</summary>
internal sealed class DoubleAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalNumber.TryDouble(text, out double value))
        {
            RefuseUnfit(text);
        }

        Column!.Add(value);
    }

    public override void AppendDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            RefuseUnfit(value);
        }

        Column!.Add(value);
    }

    public override void AppendFloat(float value) => AppendDouble(value);

    public override string LastText() => Column!.Doubles![Column.ValueCount - 1].ToString("R", CultureInfo.InvariantCulture);
}

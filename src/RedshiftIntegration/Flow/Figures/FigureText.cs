using System.Globalization;
using System.Text;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Figures;

/// <summary>Figures as canonical text, whatever a driver gives for them.</summary>
internal static class FigureText
{
    private const int MaxDigits = 38;

    /// <summary>False where the text is no value of the column's type (a zero date) or has more digits than can be compared.</summary>
    public static bool TryCanonical(Measured measured, object value, out string canonical)
    {
        byte[] text = Encoding.ASCII.GetBytes(value switch
        {
            string s => s,
            double d => d.ToString("R", CultureInfo.InvariantCulture),
            float f => ((double)f).ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        });
        RedshiftType? type = measured.Column is { } column ? Transport.Of(column.Type) : null;
        (bool known, canonical) = measured.Measure switch
        {
            Measure.Sum when type!.Kind == RedshiftTypeKind.Decimal => Decimal(text, type.Scale),
            Measure.Min or Measure.Max => Extreme(type!, text),
            _ => Decimal(text, 0),
        };
        return known;
    }

    public static string Of(double value) => (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);

    public static string Of(float value) => (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);

    private static (bool Known, string Text) Extreme(RedshiftType type, byte[] text)
    {
        switch (type.Kind)
        {
            case RedshiftTypeKind.Date:
                return CanonicalTime.TryDate(text, out int days) ? (true, CanonicalTime.DateText(days)) : default;
            case RedshiftTypeKind.Timestamp:
                return CanonicalTime.TryTimestamp(text, out long microseconds) ? (true, CanonicalTime.TimestampText(microseconds)) : default;
            case RedshiftTypeKind.Real:
                return CanonicalNumber.TryDouble(text, out double single) ? (true, Of((float)single)) : default;
            case RedshiftTypeKind.DoublePrecision:
                return CanonicalNumber.TryDouble(text, out double number) ? (true, Of(number)) : default;
            case RedshiftTypeKind.Decimal:
                return Decimal(text, type.Scale);
            case RedshiftTypeKind.BigInt when text.Contains((byte)':'):
                return CanonicalTime.TryClock(text, out long clock) ? (true, clock.ToString(CultureInfo.InvariantCulture)) : default;
            default:
                return Decimal(text, 0);
        }
    }

    private static (bool Known, string Text) Decimal(byte[] text, int scale) =>
        CanonicalNumber.TryDecimal(text, MaxDigits, scale, out Int128 unscaled) ? (true, CanonicalNumber.DecimalText(unscaled, scale)) : default;
}

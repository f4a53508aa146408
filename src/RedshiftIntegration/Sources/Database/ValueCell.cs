using System.Data.Common;
using System.Globalization;
using System.Text;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>Cells of a provider that is not known, or of an expression whose type is not: by what each value is.</summary>
internal sealed class ValueCell : CellReader
{
    public override void Read(DbDataReader reader, int ordinal, ColumnAppender appender)
    {
        switch (reader.GetValue(ordinal))
        {
            case string text:
                AppendString(text, appender);
                break;
            case bool boolean:
                appender.AppendBoolean(boolean);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                AppendInteger(reader.GetValue(ordinal) is uint unsigned ? unsigned : Convert.ToInt64(reader.GetValue(ordinal), CultureInfo.InvariantCulture), appender);
                break;
            case decimal number:
                appender.AppendDecimal(number);
                break;
            case double number:
                appender.AppendDouble(number);
                break;
            case float number:
                appender.AppendFloat(number);
                break;
            case byte[] bytes:
                appender.AppendBytes(bytes);
                break;
            case DateTime time:
                AppendTime(time, appender);
                break;
            case DateTimeOffset time:
                AppendTime(time.UtcDateTime, appender);
                break;
            case DateOnly day:
                appender.AppendDate(CanonicalTime.Days(day));
                break;
            case TimeOnly clock:
                AppendAscii(clock.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture), appender);
                break;
            case IFormattable other and (ulong or Int128 or UInt128 or System.Numerics.BigInteger or Guid):
                AppendAscii(other.ToString(null, CultureInfo.InvariantCulture), appender);
                break;
            case var other:
                throw new ValueRefusedException(
                    appender.Definition,
                    $"is a {other.GetType().Name}, which is not carried",
                    "Read a DatabaseQuery that casts it to text, a number or a time.");
        }
    }

    private static void AppendTime(DateTime time, ColumnAppender appender)
    {
        if (time.Ticks % TimeSpan.TicksPerMicrosecond != 0)
        {
            throw new ValueRefusedException(appender.Definition, "has more than 6 digits after the second", "Read a DatabaseQuery that cuts it.", time.ToString("O", CultureInfo.InvariantCulture));
        }

        appender.AppendTimestamp(CanonicalTime.Microseconds(time));
    }

    private static void AppendAscii(string text, ColumnAppender appender) => appender.AppendText(Encoding.ASCII.GetBytes(text));
}

using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Values of results in PostgreSQL's binary forms, which Npgsql asks for in every query.</summary>
internal static class BinaryFormat
{
    private static readonly DateOnly DateEpoch = new(2000, 1, 1);
    private static readonly DateTime MomentEpoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    public static void Write(BackendWriter writer, object value, SqlType type)
    {
        switch (type.Kind)
        {
            case SqlTypeKind.Boolean: writer.Byte(value is true ? (byte)1 : (byte)0); break;
            case SqlTypeKind.SmallInt: writer.Int16(Convert.ToInt16(value, CultureInfo.InvariantCulture)); break;
            case SqlTypeKind.Integer: writer.Int32(Convert.ToInt32(value, CultureInfo.InvariantCulture)); break;
            case SqlTypeKind.BigInt: writer.Int64(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case SqlTypeKind.Oid: writer.Int32(unchecked((int)Convert.ToUInt32(value, CultureInfo.InvariantCulture))); break;
            case SqlTypeKind.Real: writer.Int32(BitConverter.SingleToInt32Bits(Convert.ToSingle(value, CultureInfo.InvariantCulture))); break;
            case SqlTypeKind.Double: writer.Int64(BitConverter.DoubleToInt64Bits(Convert.ToDouble(value, CultureInfo.InvariantCulture))); break;
            case SqlTypeKind.Decimal: BinaryNumeric.Write(writer, (string)value); break;
            case SqlTypeKind.Date: writer.Int32(((DateOnly)value).DayNumber - DateEpoch.DayNumber); break;
            case SqlTypeKind.Time: writer.Int64(Microseconds(((TimeOnly)value).Ticks)); break;
            case SqlTypeKind.TimeTz:
                writer.Int64(Microseconds(((TimeOnly)value).Ticks));
                writer.Int32(0);
                break;
            case SqlTypeKind.Timestamp or SqlTypeKind.TimestampTz: writer.Int64(Microseconds(((DateTime)value).Ticks - MomentEpoch.Ticks)); break;
            case SqlTypeKind.Varbyte: writer.Bytes((byte[])value); break;
            // Texts are the same in both formats; SUPER has no binary form and is sent as its text.
            default: writer.Text(TextFormat.Write(value, type, 0)); break;
        }
    }

    public static DateOnly ReadDate(int days)
    {
        long number = (long)days + DateEpoch.DayNumber;
        return number is >= 0 and <= 3_652_058 ? DateOnly.FromDayNumber((int)number) : throw OutOfRange("date");
    }

    public static TimeOnly ReadTime(long microseconds) =>
        microseconds is >= 0 and < 86_400_000_000 ? new TimeOnly(microseconds * TimeSpan.TicksPerMicrosecond) : throw OutOfRange("time");

    public static DateTime ReadMoment(long microseconds, DateTimeKind kind)
    {
        long lowest = (DateTime.MinValue.Ticks - MomentEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        long highest = (DateTime.MaxValue.Ticks - MomentEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return microseconds >= lowest && microseconds <= highest
            ? new DateTime(MomentEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), kind)
            : throw OutOfRange("timestamp");
    }

    /// <summary>Infinity and years outside 1 to 9999 have no CLR value in the double.</summary>
    private static SqlError OutOfRange(string type) => new("22008", $"{type} out of range");

    private static long Microseconds(long ticks) => ticks / TimeSpan.TicksPerMicrosecond;
}

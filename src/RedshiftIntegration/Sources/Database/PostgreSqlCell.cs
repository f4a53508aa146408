using System.Data.Common;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>
/// Cells by the binary form of PostgreSQL's types. Dates and times are read as the numbers that PostgreSQL sends, since 2000-01-01: the provider's
/// own types turn infinity into the year 9999 without a word.
/// </summary>
internal sealed class PostgreSqlCell(PostgreSqlCell.Form form) : CellReader
{
    private static readonly int Epoch = CanonicalTime.Days(new DateOnly(2000, 1, 1));
    private static readonly int FirstDay = CanonicalTime.Days(DateOnly.MinValue);
    private static readonly int LastDay = CanonicalTime.Days(DateOnly.MaxValue);

    internal enum Form
    {
        Int16, Int32, Int64, UInt32, Single, Double, Boolean, Date, Timestamp, Clock, Bytes, Text,
    }

    public override void Read(DbDataReader reader, int ordinal, ColumnAppender appender)
    {
        switch (form)
        {
            case Form.Int16:
                AppendInteger(reader.GetInt16(ordinal), appender);
                break;
            case Form.Int32:
                AppendInteger(reader.GetInt32(ordinal), appender);
                break;
            case Form.Int64:
                AppendInteger(reader.GetInt64(ordinal), appender);
                break;
            case Form.UInt32:
                AppendInteger(reader.GetFieldValue<uint>(ordinal), appender);
                break;
            case Form.Single:
                appender.AppendFloat(reader.GetFloat(ordinal));
                break;
            case Form.Double:
                appender.AppendDouble(reader.GetDouble(ordinal));
                break;
            case Form.Boolean:
                appender.AppendBoolean(reader.GetBoolean(ordinal));
                break;
            case Form.Date:
                AppendDate(reader.GetFieldValue<int>(ordinal), appender);
                break;
            case Form.Timestamp:
                AppendTimestamp(reader.GetFieldValue<long>(ordinal), appender);
                break;
            case Form.Clock:
                appender.AppendClock(reader.GetFieldValue<long>(ordinal));
                break;
            case Form.Bytes:
                AppendBytes(reader, ordinal, appender);
                break;
            default:
                AppendString(reader.GetString(ordinal), appender);
                break;
        }
    }

    private static void AppendDate(int days, ColumnAppender appender)
    {
        long day = (long)days + Epoch;
        if (day < FirstDay || day > LastDay)
        {
            throw Outside(appender);
        }

        appender.AppendDate((int)day);
    }

    private static void AppendTimestamp(long microseconds, ColumnAppender appender)
    {
        Int128 value = (Int128)microseconds + (Epoch * CanonicalTime.MicrosecondsPerDay);
        if (value < FirstDay * CanonicalTime.MicrosecondsPerDay || value >= (LastDay + 1) * CanonicalTime.MicrosecondsPerDay)
        {
            throw Outside(appender);
        }

        appender.AppendTimestamp((long)value);
    }

    private static void AppendBytes(DbDataReader reader, int ordinal, ColumnAppender appender)
    {
        int length = (int)reader.GetBytes(ordinal, 0, null, 0, 0);
        byte[] buffer = appender.Reserve(length, out int offset);
        int read = 0;
        while (read < length)
        {
            read += (int)reader.GetBytes(ordinal, read, buffer, offset + read, length - read);
        }

        appender.CommitBytes(length);
    }

    private static ValueRefusedException Outside(ColumnAppender appender) => new(
        appender.Definition,
        "is infinite, or lies before the year 1 or after 9999",
        "Leave such rows out with Where, or read a DatabaseQuery that says what it means.");
}

using System.Data.Common;
using System.Globalization;
using System.Text;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>Cells of one declared type. SQLite lets any column hold any storage class; another than the declared one is refused.</summary>
internal sealed class SqliteCell(string declared, TypeFamily family) : CellReader
{
    private readonly Type _class = family switch
    {
        TypeFamily.Integer or TypeFamily.Boolean => typeof(long),
        TypeFamily.Double => typeof(double),
        TypeFamily.Binary => typeof(byte[]),
        _ => typeof(string),
    };

    public override void Read(DbDataReader reader, int ordinal, ColumnAppender appender)
    {
        // GetFieldType answers for the value of the current row, without reading it.
        if (reader.GetFieldType(ordinal) != _class)
        {
            throw new ValueRefusedException(
                appender.Definition,
                $"is stored as {Word(reader.GetFieldType(ordinal))}, but the column is declared {declared}",
                "Correct the value in the source, leave such rows out with Where, or read a DatabaseQuery that casts it.",
                reader.GetValue(ordinal) is byte[] bytes ? ShownValue.OfBinary(bytes) : ShownValue.Of(Convert.ToString(reader.GetValue(ordinal), CultureInfo.InvariantCulture)!));
        }

        if (_class == typeof(long))
        {
            AppendInteger(reader.GetInt64(ordinal), appender);
        }
        else if (_class == typeof(double))
        {
            appender.AppendDouble(reader.GetDouble(ordinal));
        }
        else if (_class == typeof(string))
        {
            AppendTextOf(reader, ordinal, appender);
        }
        else
        {
            appender.AppendBytes(reader.GetFieldValue<byte[]>(ordinal));
        }
    }

    /// <summary>The provider puts U+FFFD where bytes are no UTF-8; a text that holds it is compared with its bytes.</summary>
    private void AppendTextOf(DbDataReader reader, int ordinal, ColumnAppender appender)
    {
        string text = reader.GetString(ordinal);
        if (text.Contains('\uFFFD', StringComparison.Ordinal) && !System.Text.Unicode.Utf8.IsValid(reader.GetFieldValue<byte[]>(ordinal)))
        {
            throw NoText(appender, text);
        }

        if (family == TypeFamily.Time && CanonicalTime.TryClock(Encoding.UTF8.GetBytes(text), out long microseconds))
        {
            appender.AppendClock(microseconds);
        }
        else
        {
            AppendString(text, appender);
        }
    }

    private static string Word(Type type) => type == typeof(long) ? "INTEGER" : type == typeof(double) ? "REAL" : type == typeof(string) ? "TEXT" : "BLOB";
}

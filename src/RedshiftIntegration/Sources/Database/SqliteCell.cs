using System.Data.Common;
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
                "Correct the value in the source, leave such rows out with Where, or read a DatabaseQuery that casts it.");
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
            string text = reader.GetString(ordinal);
            if (family == TypeFamily.Time && CanonicalTime.TryClock(Encoding.UTF8.GetBytes(text), out long microseconds))
            {
                appender.AppendClock(microseconds);
            }
            else
            {
                AppendString(text, appender);
            }
        }
        else
        {
            appender.AppendBytes(reader.GetFieldValue<byte[]>(ordinal));
        }
    }

    private static string Word(Type type) => type == typeof(long) ? "INTEGER" : type == typeof(double) ? "REAL" : type == typeof(string) ? "TEXT" : "BLOB";
}

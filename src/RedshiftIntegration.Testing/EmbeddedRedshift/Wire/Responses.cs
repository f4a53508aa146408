using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>The messages of the server, each by its name in the protocol's documentation.</summary>
internal static class Responses
{
    public static void ParameterStatus(this BackendWriter writer, string name, string value)
    {
        writer.Begin('S');
        writer.CString(name);
        writer.CString(value);
        writer.End();
    }

    public static void BackendKeyData(this BackendWriter writer, int processId, int secret)
    {
        writer.Begin('K');
        writer.Int32(processId);
        writer.Int32(secret);
        writer.End();
    }

    public static void ReadyForQuery(this BackendWriter writer, char status)
    {
        writer.Begin('Z');
        writer.Byte((byte)status);
        writer.End();
    }

    public static void CommandComplete(this BackendWriter writer, string tag)
    {
        writer.Begin('C');
        writer.CString(tag);
        writer.End();
    }

    public static void RowDescription(this BackendWriter writer, ImmutableArray<ResultColumn> columns, Formats formats)
    {
        writer.Begin('T');
        writer.Int16((short)columns.Length);
        for (int i = 0; i < columns.Length; i++)
        {
            SqlType type = columns[i].Type;
            writer.CString(columns[i].Name);
            writer.Int32(0);
            writer.Int16(0);
            writer.Int32(unchecked((int)WireTypes.Oid(type)));
            writer.Int16(WireTypes.Size(type));
            writer.Int32(WireTypes.Modifier(type));
            writer.Int16(formats.IsBinary(i) ? (short)1 : (short)0);
        }

        writer.End();
    }

    public static void DataRow(this BackendWriter writer, object?[] row, ImmutableArray<ResultColumn> columns, Formats formats, int extraFloatDigits)
    {
        writer.Begin('D');
        try
        {
            writer.Int16((short)columns.Length);
            for (int i = 0; i < columns.Length; i++)
            {
                WriteValue(writer, row[i], columns[i].Type, formats.IsBinary(i), extraFloatDigits);
            }
        }
        catch
        {
            writer.Abandon();
            throw;
        }

        writer.End();
    }

    public static void ParameterDescription(this BackendWriter writer, ImmutableArray<SqlType> types)
    {
        writer.Begin('t');
        writer.Int16((short)types.Length);
        foreach (SqlType type in types)
        {
            writer.Int32(unchecked((int)WireTypes.Oid(type)));
        }

        writer.End();
    }

    public static void Notice(this BackendWriter writer, string message)
    {
        writer.Begin('N');
        Field(writer, 'S', "INFO");
        Field(writer, 'C', "00000");
        Field(writer, 'M', message);
        writer.Byte(0);
        writer.End();
    }

    /// <summary>A fatal error ends the connection.</summary>
    public static void Error(this BackendWriter writer, SqlError error, bool fatal = false)
    {
        writer.Begin('E');
        Field(writer, 'S', fatal ? "FATAL" : "ERROR");
        Field(writer, 'C', error.SqlState);
        Field(writer, 'M', error.Message);
        if (error.Detail is { Length: > 0 } detail)
        {
            Field(writer, 'D', detail);
        }

        if (error.Hint is { Length: > 0 } hint)
        {
            Field(writer, 'H', hint);
        }

        if (error.Position is { } position)
        {
            Field(writer, 'P', (position + 1).ToString(CultureInfo.InvariantCulture));
        }

        writer.Byte(0);
        writer.End();
    }

    private static void Field(BackendWriter writer, char code, string value)
    {
        writer.Byte((byte)code);
        writer.CString(value);
    }

    private static void WriteValue(BackendWriter writer, object? value, SqlType type, bool binary, int extraFloatDigits)
    {
        if (value is null or DBNull)
        {
            writer.Int32(-1);
            return;
        }

        int start = writer.BeginValue();
        if (binary)
        {
            BinaryFormat.Write(writer, value, type);
        }
        else
        {
            writer.Text(TextFormat.Write(value, type, extraFloatDigits));
        }

        writer.EndValue(start);
    }
}

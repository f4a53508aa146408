using System.Data.Common;
using System.Text;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>Moves the cells of one column from the provider's reader into the batch. NULL never reaches it.</summary>
internal abstract class CellReader
{
    public abstract void Read(DbDataReader reader, int ordinal, ColumnAppender appender);

    /// <summary>Half a pair of surrogates is an error: the lenient encoding writes U+FFFD for it without a word.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes into the column's own buffer.</summary>
    protected static void AppendString(string text, ColumnAppender appender)
    {
        byte[] buffer = appender.Reserve(Utf8.GetMaxByteCount(text.Length), out int offset);
        appender.CommitText(Encoded(text, buffer, offset, appender));
    }

    protected static ValueRefusedException NoText(ColumnAppender appender, string shown) => new(
        appender.Definition, "is no valid UTF-8 text", "Correct it in the source, or read a DatabaseQuery that converts it.", ShownValue.Of(shown));

    private static int Encoded(string text, byte[] buffer, int offset, ColumnAppender appender)
    {
        try
        {
            return Utf8.GetBytes(text, 0, text.Length, buffer, offset);
        }
        catch (EncoderFallbackException)
        {
            throw NoText(appender, text);
        }
    }

    /// <summary>Integers up to 2^53 are exact in a DOUBLE PRECISION, up to 2^24 in a REAL.</summary>
    protected static void AppendInteger(long value, ColumnAppender appender)
    {
        long exact = appender.Definition.Type.Kind switch
        {
            Types.RedshiftTypeKind.DoublePrecision => 1L << 53,
            Types.RedshiftTypeKind.Real => 1L << 24,
            _ => long.MaxValue,
        };
        if (exact != long.MaxValue && (value > exact || value < -exact))
        {
            throw new ValueRefusedException(appender.Definition, $"does not fit {appender.Definition.Type} exactly", "Ask for BIGINT or DECIMAL with As.", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        appender.AppendInt64(value);
    }
}

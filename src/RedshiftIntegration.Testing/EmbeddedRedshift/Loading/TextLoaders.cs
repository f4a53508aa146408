using System.Globalization;
using System.Text;
using System.Text.Unicode;
using DuckDB.NET.Data.DataChunk.Writer;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>CHAR and VARCHAR.</summary>
internal sealed class TextLoader(Column column, CopyOptions options) : FieldLoader(column, options)
{
    private readonly bool isChar = column.Type.Kind == SqlTypeKind.Char;
    private readonly int limit = column.Type.Length;
    private string value = "";
    private bool replaced;

    public override Type StreamType => typeof(string);

    public override bool Replaced => replaced;

    /// <summary>Missing VARCHAR fields are empty, CHAR fields NULL.</summary>
    public override string? Filling => isChar || Options.EmptyAsNull ? null : "";

    public override DuckSql Sql(DuckSql value) => isChar ? $"rtrim({value}, ' ')" : value;

    protected override bool MeansNull(ReadOnlySpan<byte> text) =>
        (Options.EmptyAsNull && text.IsEmpty) || (Options.BlanksAsNull && !text.IsEmpty && text.IndexOfAnyExcept(" \t\r\n"u8) < 0);

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        replaced = false;
        if (isChar && text.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var at)
        {
            return new LoadFault(LoadFaults.InvalidText, $"Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: {Utf8Faults.Hex(text[at..])}");
        }

        if (!isChar && Options.TrimBlanks)
        {
            text = text.TrimEnd(" \t\r\n"u8);
        }

        if (Utf8.IsValid(text))
        {
            value = Encoding.UTF8.GetString(text);
        }
        else if (Options.Replacement is { } replacement)
        {
            (value, replaced) = (Utf8Faults.Replace(text, replacement), true);
        }
        else
        {
            return Utf8Faults.Describe(text);
        }

        if (text.Length <= limit)
        {
            return null;
        }

        value = EngineFunctions.Cut(value, limit);
        return Options.TruncateColumns ? null : isChar ? LoadFaults.CharLength : LoadFaults.StringLength;
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(value, row);
}

/// <summary>SUPER: JSON text (AWS: ingest-super).</summary>
internal sealed class SuperLoader(Column column, CopyOptions options) : FieldLoader(column, options)
{
    private const int Most = 16 * 1024 * 1024;
    private string value = "";

    public override Type StreamType => typeof(string);

    public override DuckSql Sql(DuckSql value) => value;

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            return Utf8Faults.Describe(text);
        }

        try
        {
            value = JsonText.Parse(Encoding.UTF8.GetString(text));
            return value.Length <= Most ? null : new LoadFault(LoadFaults.OutOfRange, "SUPER value exceeds 16 MB");
        }
        catch (InvalidOperationException e)
        {
            return LoadFaults.Json(e.Message.Split("8001): ", 2)[^1]);
        }
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(value, row);
}

/// <summary>VARBYTE: hexadecimal digits (AWS: copy-usage-varbyte).</summary>
internal sealed class VarbyteLoader(Column column, CopyOptions options) : FieldLoader(column, options)
{
    private string value = "";

    public override Type StreamType => typeof(string);

    public override DuckSql Sql(DuckSql value) => $"from_hex({value})";

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        var digits = text.Trim(" \t"u8);
        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiHexDigit((char)digits[i]))
            {
                return new LoadFault(LoadFaults.Digit, string.Create(CultureInfo.InvariantCulture, $"Invalid digit, Value '{(char)digits[i]}', Pos {i}, Type: Varbyte"));
            }
        }

        value = Encoding.ASCII.GetString(digits);
        return digits.Length % 2 != 0 ? new LoadFault(LoadFaults.Digit, "Invalid hexadecimal text: an odd number of digits")
            : digits.Length / 2 > Column.Type.Length ? LoadFaults.StringLength
            : null;
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(value, row);
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>VARCHAR, CHAR and, as text on the way, SUPER: bytes are checked against the target, zero bytes refused.</summary>
internal sealed class TextAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    // SUPER nests far deeper than any JSON that people write; the bound only keeps the reader's stack of containers small.
    private static readonly JsonReaderOptions Json = new() { MaxDepth = 1_000 };
    private readonly int _maxBytes = Transport.Of(definition.Type).Length;
    private readonly RedshiftTypeKind _kind = definition.Type.Kind;
    private readonly OverflowAction _policy = definition.Overflow.Action;
    private int _excess;

    /// <summary>Whether a text that is too long may pass, cut or as it is.</summary>
    public bool Bends => _policy is OverflowAction.Truncate or OverflowAction.Widen;

    public static string LongerRemedy => "Ask for a longer VARCHAR with As, shorten it with Through(Transform.Truncate(n)), or leave such rows out with Where.";

    public static string TooLong(int bytes, ResolvedColumn column) =>
        string.Create(CultureInfo.InvariantCulture, $"has {bytes} bytes in UTF-8, but {column.Type} holds {Transport.Of(column.Type).Length}");

    public override void AppendText(ReadOnlySpan<byte> text) => Column!.AddBytes(text[..Checked(text)]);

    /// <summary>The bytes of the text appended last, if they were too many; 0 if not, and when it is asked again.</summary>
    public int TakeExcess()
    {
        int excess = _excess;
        _excess = 0;
        return excess;
    }

    public override byte[] Reserve(int size, out int offset) => Column!.Reserve(size, out offset);

    public override void CommitText(int length)
    {
        Column column = Column!;
        column.CommitBytes(Checked(column.Bytes.AsSpan(column.TextBytes, length)));
    }

    public override void CommitBytes(int length)
    {
        byte[] value = Column!.Bytes.AsSpan(Column.TextBytes, length).ToArray();
        AppendBytes(value);
    }

    public override string LastText()
    {
        int start = Column!.Offsets![Column.ValueCount - 1];
        return Encoding.UTF8.GetString(Column.Bytes.AsSpan(start, Column.TextBytes - start));
    }

    /// <summary>How many bytes of the text go into the column.</summary>
    private int Checked(ReadOnlySpan<byte> text)
    {
        if (text.Length > _maxBytes)
        {
            text = text[..Bent(text)];
        }

        if (text.Contains((byte)0))
        {
            throw Refuse("holds a zero byte, which Redshift can't store in text", "Remove it in the source, or ask for VARBYTE with As.", ShownValue.Of(text));
        }

        if (_kind == RedshiftTypeKind.Char && !Ascii.IsValid(text))
        {
            throw Refuse($"holds a character of more than one byte, which {Definition.Type} can't store", "Ask for VARCHAR with As.", ShownValue.Of(text));
        }

        if (_kind == RedshiftTypeKind.Super && !IsJson(text))
        {
            throw Refuse("is no valid JSON", "Correct it in the source, or ask for VARCHAR with As.", ShownValue.Of(text));
        }

        return text.Length;
    }

    private int Bent(ReadOnlySpan<byte> text)
    {
        if (_policy == OverflowAction.Widen && text.Length <= Definition.TransportType.Length)
        {
            _excess = text.Length;
            return text.Length;
        }

        if (_policy != OverflowAction.Truncate)
        {
            throw Refuse(TooLong(text.Length, Definition), LongerRemedy, ShownValue.Of(text));
        }

        _excess = text.Length;
        int border = _maxBytes;
        while (border > 0 && (text[border] & 0xC0) == 0x80)
        {
            border--;
        }

        return border;
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text, Json);
        try
        {
            while (reader.Read())
            {
            }

            return reader.BytesConsumed > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>VARBYTE.</summary>
internal sealed class BytesAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    private readonly int _maxBytes = definition.Type.Length;

    /// <summary>Hex digits, the canonical text of binary data.</summary>
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        byte[] buffer = Column!.Reserve(text.Length / 2, out int offset);
        if (Convert.FromHexString(text, buffer.AsSpan(offset), out int consumed, out int written) != System.Buffers.OperationStatus.Done || consumed != text.Length)
        {
            throw Refuse("is no text of hex digits, as VARBYTE needs it", "Ask for VARCHAR with As.", ShownValue.Of(text));
        }

        CommitBytes(written);
    }

    public override void AppendBytes(ReadOnlySpan<byte> value)
    {
        Check(value);
        Column!.AddBytes(value);
    }

    public override byte[] Reserve(int size, out int offset) => Column!.Reserve(size, out offset);

    public override void CommitText(int length) => AppendText(Column!.Bytes.AsSpan(Column.TextBytes, length).ToArray());

    public override void CommitBytes(int length)
    {
        Check(Column!.Bytes.AsSpan(Column.TextBytes, length));
        Column.CommitBytes(length);
    }

    public override string LastText()
    {
        int start = Column!.Offsets![Column.ValueCount - 1];
        return Convert.ToHexStringLower(Column.Bytes.AsSpan(start, Column.TextBytes - start));
    }

    private void Check(ReadOnlySpan<byte> value)
    {
        if (value.Length > _maxBytes)
        {
            throw Refuse(
                string.Create(CultureInfo.InvariantCulture, $"has {value.Length} bytes, but {Definition.Type} holds {_maxBytes}"),
                "Ask for a longer VARBYTE with As, or leave such rows out with Where.",
                ShownValue.OfBinary(value));
        }
    }
}

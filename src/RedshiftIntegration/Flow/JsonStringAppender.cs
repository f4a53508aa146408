using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RedshiftIntegration.Flow;

/// <summary>SUPER that a text column became by <see cref="OverflowPolicy.ToSuper"/>: the text travels as a JSON string, whatever it says.</summary>
internal sealed class JsonStringAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (text.Contains((byte)0))
        {
            throw Refuse("holds a zero byte, which Redshift can't store in text", "Remove it in the source.", ShownValue.Of(text));
        }

        JsonEncodedText json = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        int bytes = json.EncodedUtf8Bytes.Length + 2;
        if (bytes > Definition.TransportType.Length)
        {
            throw Refuse(
                string.Create(CultureInfo.InvariantCulture, $"has {bytes} bytes as a JSON string, but the way into SUPER holds {Definition.TransportType.Length}"),
                "Shorten it with Through(Transform.Truncate(n)), or leave such rows out with Where.",
                ShownValue.Of(text));
        }

        byte[] buffer = Column!.Reserve(bytes, out int offset);
        buffer[offset] = (byte)'"';
        json.EncodedUtf8Bytes.CopyTo(buffer.AsSpan(offset + 1));
        buffer[offset + bytes - 1] = (byte)'"';
        Column.CommitBytes(bytes);
    }

    public override string LastText()
    {
        int start = Column!.Offsets![Column.ValueCount - 1];
        return Encoding.UTF8.GetString(Column.Bytes.AsSpan(start, Column.TextBytes - start));
    }
}

using System.Text;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>The fields of one record, without quotes and escapes. One instance serves a whole file.</summary>
internal sealed class TextRecord
{
    private byte[] data = new byte[4096];
    private Field[] fields = new Field[16];
    private int used;

    public int Count { get; private set; }

    /// <summary>The line that load errors name.</summary>
    public long Line { get; set; }

    /// <summary>What is wrong with the record as a whole.</summary>
    public LoadFault? Fault { get; set; }

    public void Reset(long line) => (Count, used, Line, Fault) = (0, 0, line, null);

    public ReadOnlySpan<byte> Text(int field) => data.AsSpan(fields[field].Start, fields[field].Length);

    public bool IsNull(int field) => fields[field].Null;

    /// <summary>Where the field begins in the line, in bytes.</summary>
    public int Position(int field) => fields[field].Position;

    public string String(int field) => Encoding.UTF8.GetString(Text(field));

    public void Begin(int position)
    {
        if (Count == fields.Length)
        {
            Array.Resize(ref fields, fields.Length * 2);
        }

        fields[Count++] = new Field(used, 0, position, false);
    }

    /// <summary>Adds to the field begun last.</summary>
    public void Append(ReadOnlySpan<byte> text)
    {
        while (used + text.Length > data.Length)
        {
            Array.Resize(ref data, data.Length * 2);
        }

        text.CopyTo(data.AsSpan(used));
        used += text.Length;
        fields[Count - 1].Length += text.Length;
    }

    public void Add(ReadOnlySpan<byte> text, int position)
    {
        Begin(position);
        Append(text);
    }

    public void AddNull(int position)
    {
        Begin(position);
        fields[Count - 1].Null = true;
    }

    private record struct Field(int Start, int Length, int Position, bool Null);
}

using System.Text;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Text with a delimiter; ESCAPE and REMOVEQUOTES if asked (AWS: copy-parameters-data-format DELIMITER, copy-parameters-data-conversion).</summary>
internal sealed class DelimitedReader(Stream stream, CopyOptions options) : LineRecordReader(stream, options)
{
    private readonly byte[] delimiter = Encoding.UTF8.GetBytes(options.Delimiter ?? "|");
    private readonly bool escapes = options.Escape;
    private readonly bool removesQuotes = options.RemoveQuotes;
    private readonly bool nullIsDefault = options.Null == "\\N";
    private readonly ZeroBytes zero = new(options);

    public override bool MayEndWithDelimiter => true;

    protected override void Split()
    {
        var at = 0;
        while (at >= 0)
        {
            if (removesQuotes && at < Raw.Length && Raw[at] is (byte)'"' or (byte)'\'')
            {
                at = Quoted(at);
            }
            else
            {
                at = escapes ? Escaped(at) : Plain(at);
            }

            if (Record.Count > 0 && Record.Fault is null)
            {
                Record.Fault = zero.Ends(Record.Text(Record.Count - 1), Record.Position(Record.Count - 1));
            }

            at = Record.Fault is null ? at : -1;
        }
    }

    /// <summary>Gives where the next field begins; negative at the record's end.</summary>
    private int Plain(int at)
    {
        var rest = Raw[at..];
        var length = rest.IndexOf(delimiter);
        Record.Add(length < 0 ? rest : rest[..length], at);
        return length < 0 ? -1 : at + length + delimiter.Length;
    }

    private int Escaped(int at)
    {
        if (nullIsDefault && Raw[at..].StartsWith("\\N"u8) && (at + 2 == Raw.Length || Raw[(at + 2)..].StartsWith(delimiter)))
        {
            Record.AddNull(at);
            return at + 2 == Raw.Length ? -1 : at + 2 + delimiter.Length;
        }

        Record.Begin(at);
        while (true)
        {
            if (at == Raw.Length)
            {
                return -1;
            }

            if (Raw[at..].StartsWith(delimiter))
            {
                return at + delimiter.Length;
            }

            at = Character(at);
        }
    }

    /// <summary>A quoted field ends with the same quote before a delimiter or the line's end.</summary>
    private int Quoted(int opening)
    {
        var quote = Raw[opening];
        var at = opening + 1;
        Record.Begin(opening);
        while (at < Raw.Length)
        {
            if (Raw[at] == quote && (at + 1 == Raw.Length || Raw[(at + 1)..].StartsWith(delimiter)))
            {
                return at + 1 == Raw.Length ? -1 : at + 1 + delimiter.Length;
            }

            at = Character(at);
        }

        Record.Fault = LoadFaults.NoEndQuote;
        return -1;
    }

    /// <summary>Takes one byte, or what a backslash keeps as it is: a line break too.</summary>
    private int Character(int at)
    {
        if (escapes && Raw[at] == (byte)'\\')
        {
            at++;
            if (at == Raw.Length && !Source.Extend())
            {
                Record.Append("\\"u8);
                return at;
            }
        }

        Record.Append(Raw.Slice(at, 1));
        return at + 1;
    }
}

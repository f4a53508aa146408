using System.Text;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>
/// CSV: a field in quotes may hold delimiters, line breaks and doubled quotes; blanks around the quotes don't count; a quote elsewhere is an error
/// (AWS: copy-parameters-data-format, CSV).
/// </summary>
internal sealed class CsvReader(Stream stream, CopyOptions options) : LineRecordReader(stream, options)
{
    private readonly byte[] delimiter = Encoding.UTF8.GetBytes(options.Delimiter ?? ",");
    private readonly byte quote = (byte)options.Quote;
    private readonly ZeroBytes zero = new(options);

    protected override void Split()
    {
        var at = 0;
        do
        {
            at = IsQuoted(at, out var opening) ? Quoted(opening) : Plain(at);
        }
        while (at >= 0);
    }

    private bool IsQuoted(int at, out int opening)
    {
        opening = SkipBlanks(at);
        return opening < Raw.Length && Raw[opening] == quote;
    }

    private int SkipBlanks(int at)
    {
        while (at < Raw.Length && Raw[at] is (byte)' ' or (byte)'\t' && !Raw[at..].StartsWith(delimiter))
        {
            at++;
        }

        return at;
    }

    /// <summary>Gives where the next field begins; negative at the record's end.</summary>
    private int Plain(int at)
    {
        var rest = Raw[at..];
        var length = rest.IndexOf(delimiter);
        var text = length < 0 ? rest : rest[..length];
        if (text.Contains(quote))
        {
            return Bad(LoadFaults.Quotes);
        }

        if (zero.Ends(text, at) is { } fault)
        {
            return Bad(fault);
        }

        Record.Add(text, at);
        return length < 0 ? -1 : at + length + delimiter.Length;
    }

    private int Quoted(int opening)
    {
        var at = opening + 1;
        Record.Begin(opening);
        while (true)
        {
            var length = Raw[at..].IndexOf(quote);
            if (length < 0)
            {
                // The span may move, so offsets only.
                if (!Source.Extend())
                {
                    return Bad(LoadFaults.NoEndQuote);
                }

                continue;
            }

            Record.Append(Raw.Slice(at, length));
            at += length + 1;
            if (at >= Raw.Length || Raw[at] != quote)
            {
                break;
            }

            Record.Append([quote]);
            at++;
        }

        if (zero.Ends(Record.Text(Record.Count - 1), opening) is { } fault)
        {
            return Bad(fault);
        }

        at = SkipBlanks(at);
        return at >= Raw.Length ? -1 : Raw[at..].StartsWith(delimiter) ? at + delimiter.Length : Bad(LoadFaults.Quotes);
    }

    private int Bad(LoadFault fault)
    {
        Record.Fault = fault;
        return -1;
    }
}

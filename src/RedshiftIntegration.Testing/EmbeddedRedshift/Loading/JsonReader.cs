using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>JSON objects or arrays one after the other; each is a row whose fields stand in the order of the columns (AWS: copy-parameters-data-format, JSON).</summary>
internal sealed class JsonReader : RecordReader
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 1000 };
    private static readonly LoadFault NotAnObject = new(LoadFaults.InvalidLine, "Invalid JSON: an object or array is expected");

    private readonly IReadOnlyList<Column> columns;
    private readonly CopyOptions options;
    private readonly ImmutableArray<JsonPath>? paths;
    private readonly byte[] text;
    private int at;
    private int from;
    private long lines;

    public JsonReader(Stream stream, IReadOnlyList<Column> columns, CopyOptions options, ImmutableArray<JsonPath>? paths)
    {
        (this.columns, this.options, this.paths) = (columns, options, paths);
        using MemoryStream copy = new();
        using (stream)
        {
            stream.CopyTo(copy);
        }

        text = copy.ToArray();
        at = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        for (var header = options.IgnoreHeader; header > 0; header--)
        {
            Skip(EndOfLine(at));
        }
    }

    public override long Lines => lines;

    public override ReadOnlySpan<byte> Raw => text.AsSpan(from, at - from);

    public override bool Read()
    {
        var blanks = text.AsSpan(at).IndexOfAnyExcept(" \t\r\n"u8);
        if (blanks < 0)
        {
            return false;
        }

        Skip(at + blanks);
        from = at;
        try
        {
            Utf8JsonReader reader = new(text.AsSpan(at), Options);
            using var document = JsonDocument.ParseValue(ref reader);
            Skip(at + (int)reader.BytesConsumed);
            Record.Reset(lines + 1);
            Fill(document.RootElement);
        }
        catch (JsonException e)
        {
            Skip(EndOfLine(at));
            Record.Reset(lines);
            Record.Fault = new LoadFault(LoadFaults.InvalidLine, $"Invalid JSON: {e.Message.Split(". LineNumber", 2)[0]}");
        }

        return true;
    }

    public override void Dispose()
    {
    }

    private void Fill(JsonElement root)
    {
        if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) || (root.ValueKind == JsonValueKind.Array && paths is null && options.Json != "noshred"))
        {
            Record.Fault = NotAnObject;
            return;
        }

        for (var i = 0; i < columns.Count && Record.Fault is null; i++)
        {
            Add(Element(root, i), columns[i]);
        }
    }

    private JsonElement? Element(JsonElement root, int column)
    {
        if (options.Json == "noshred")
        {
            return root;
        }

        if (paths is { } known)
        {
            var element = column < known.Length ? known[column].Find(root, out var fault) : Missing(out fault);
            Record.Fault = fault;
            return element;
        }

        var name = columns[column].Name;
        return options.Json == "auto ignorecase"
            ? root.EnumerateObject().Where(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)).Select(p => (JsonElement?)p.Value).FirstOrDefault()
            : root.TryGetProperty(name, out var value) ? value : null;
    }

    private static JsonElement? Missing(out LoadFault? fault)
    {
        fault = null;
        return null;
    }

    private void Add(JsonElement? element, Column column)
    {
        switch (element?.ValueKind)
        {
            case null or JsonValueKind.Null or JsonValueKind.Undefined: Record.AddNull(0); break;
            case JsonValueKind.String when column.Type.Kind != SqlTypeKind.Super: Record.Add(Encoding.UTF8.GetBytes(element.Value.GetString()!), 0); break;
            default: Record.Add(Encoding.UTF8.GetBytes(element.Value.GetRawText()), 0); break;
        }
    }

    private int EndOfLine(int position)
    {
        var end = text.AsSpan(position).IndexOf((byte)'\n');
        return end < 0 ? text.Length : position + end + 1;
    }

    private void Skip(int to)
    {
        lines += text.AsSpan(at, to - at).Count((byte)'\n');
        at = to;
    }
}

using System.Text.Json;

namespace RedshiftIntegration.Types;

/// <summary>Strict access to a JSON object: a field of a wrong kind, a missing one and an unknown one are a <see cref="FormatException"/> that names its path.</summary>
internal readonly struct JsonFields
{
    private readonly JsonElement _element;
    private readonly string _path;

    public JsonFields(JsonElement element, string path, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{path} is no object");
        }

        HashSet<string> seen = [];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new FormatException($"{path} has the unknown field '{property.Name}'");
            }

            if (!seen.Add(property.Name))
            {
                throw new FormatException($"{path} has the field '{property.Name}' twice");
            }
        }

        _element = element;
        _path = path;
    }

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new FormatException($"{_path}.{name} is no text"),
    };

    public bool Flag(string name, bool absent = false) => Find(name)?.ValueKind switch
    {
        null => absent,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException($"{_path}.{name} is neither true nor false"),
    };

    public long? NumberOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long value) => value,
        _ => throw new FormatException($"{_path}.{name} is no whole number"),
    };

    public double? FractionOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out double value) && double.IsFinite(value) => value,
        _ => throw new FormatException($"{_path}.{name} is no number"),
    };

    public int Int(string name) => NumberOrNull(name) is { } number
        ? number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new FormatException($"{_path}.{name} is out of range")
        : throw Missing(name);

    public JsonElement Element(string name) => Find(name) ?? throw Missing(name);

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The items of an array; none where the field is absent.</summary>
    public IEnumerable<(JsonElement Item, string Path)> Items(string name)
    {
        if (Find(name) is not { } array)
        {
            return [];
        }

        string path = $"{_path}.{name}";
        return array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Select((item, i) => (item, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}[{i}]")))
            : throw new FormatException($"{path} is no array");
    }

    public EquatableList<string> Texts(string name) => EquatableList.From(Items(name).Select(item =>
        item.Item.ValueKind == JsonValueKind.String ? item.Item.GetString()! : throw new FormatException($"{item.Path} is no text")));

    public T Choice<T>(string name, T absent)
        where T : struct, Enum
    {
        string path = _path;
        return TextOrNull(name) is not { } text ? absent : JsonNames.Parse<T>(text) ?? throw new FormatException($"{path}.{name} is '{text}', which is none of its values");
    }

    private FormatException Missing(string name) => new($"{_path} lacks '{name}'");

    private JsonElement? Find(string name) =>
        _element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

/// <summary>Members of enumerations in JSON: camelCase, by name and never by number.</summary>
internal static class JsonNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static T? Parse<T>(string text)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(Of(value), text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Two blanks, line feeds, as every file of ours.</summary>
    public static JsonWriterOptions Indented { get; } = new() { Indented = true, NewLine = "\n" };

    public static void WriteTexts(this Utf8JsonWriter json, string name, EquatableList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    public static void WriteIfPresent(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    public static void WriteIfTrue(this Utf8JsonWriter json, string name, bool flag)
    {
        if (flag)
        {
            json.WriteBoolean(name, true);
        }
    }
}

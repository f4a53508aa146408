using System.Text.Json;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Ways into a JSON text, which keep its numbers as they are written; DuckDB's own would print them anew.</summary>
internal static class SuperPath
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    /// <summary>Names, and indexes as numbers, as one argument.</summary>
    public static string Print(IEnumerable<object> steps) => JsonSerializer.Serialize(steps);

    /// <summary>The value at the end of the path; NULL where there is none, and where it is JSON's null.</summary>
    public static string? Navigate(string json, string path)
    {
        using var document = JsonDocument.Parse(json, Options);
        return Find(document.RootElement, path) is { ValueKind: not JsonValueKind.Null } found ? JsonText.Write(found) : null;
    }

    /// <summary>The elements of an array, or the values of an object, each as a text in one array of texts.</summary>
    public static string Items(string json, bool isObject)
    {
        using var document = JsonDocument.Parse(json, Options);
        var root = document.RootElement;
        var items = !isObject && root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Select(Text)
            : isObject && root.ValueKind == JsonValueKind.Object ? root.EnumerateObject().Select(p => Text(p.Value))
            : [];
        return JsonSerializer.Serialize(items);
    }

    public static string Names(string json)
    {
        using var document = JsonDocument.Parse(json, Options);
        return JsonSerializer.Serialize(document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.EnumerateObject().Select(p => p.Name) : []);
    }

    public static string? PathText(string json, string path, bool nullIfInvalid) => Read(json, nullIfInvalid, root => Find(root, path) is { } found ? Plain(found) : null);

    public static string? Element(string json, int index, bool nullIfInvalid) => Read(json, nullIfInvalid, root => root.ValueKind != JsonValueKind.Array
        ? throw EngineFunctions.Failure("22023", "JSON_EXTRACT_ARRAY_ELEMENT_TEXT: the text is not a JSON array")
        : index >= 0 && index < root.GetArrayLength() ? Plain(root[index]) : null);

    public static int? Length(string json, bool nullIfInvalid) => Read<int?>(json, nullIfInvalid, root => root.ValueKind == JsonValueKind.Array ? root.GetArrayLength()
        : nullIfInvalid ? null : throw EngineFunctions.Failure("22023", "JSON_ARRAY_LENGTH: the text is not a JSON array"));

    public static bool IsValid(string json, string kind)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return kind switch
            {
                "object" => document.RootElement.ValueKind == JsonValueKind.Object,
                "array" => document.RootElement.ValueKind == JsonValueKind.Array,
                _ => true,
            };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static T? Read<T>(string json, bool nullIfInvalid, Func<JsonElement, T?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return nullIfInvalid ? default : throw EngineFunctions.Failure("22023", $"JSON parsing error: invalid JSON \"{(json.Length > 80 ? json[..80] : json)}\"");
        }
    }

    private static JsonElement? Find(JsonElement element, string path)
    {
        using var steps = JsonDocument.Parse(path);
        foreach (var step in steps.RootElement.EnumerateArray())
        {
            if (step.ValueKind == JsonValueKind.String)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step.GetString()!, out element))
                {
                    return null;
                }
            }
            else
            {
                var index = step.GetInt32();
                if (element.ValueKind != JsonValueKind.Array || index >= element.GetArrayLength())
                {
                    return null;
                }

                element = element[index];
            }
        }

        return element;
    }

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : JsonText.Write(element);

    private static string? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(),
        _ => JsonText.Write(element),
    };
}

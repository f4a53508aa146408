using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>One path of a JSONPaths file: names and array indexes in bracket or in dot notation (AWS: copy-usage_notes-copy-from-json).</summary>
internal sealed partial class JsonPath
{
    public static LoadFault NoElement { get; } = new(LoadFaults.InvalidLine, "Invalid JSONPath format: Not an array or index out of range.");

    private readonly ImmutableArray<object> steps;

    private JsonPath(ImmutableArray<object> steps) => this.steps = steps;

    /// <summary>The paths of a file; null where it isn't about paths, which means 'auto'.</summary>
    public static ImmutableArray<JsonPath>? File(CopyFile file)
    {
        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(file.Path));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("jsonpaths", out var paths)
                ? [.. paths.EnumerateArray().Select(p => Parse(p.ValueKind == JsonValueKind.String ? p.GetString()! : "", file))]
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SqlError("XX000", $"Invalid JSONPaths file {file.Url}: {e.Message.Split('\n')[0]}");
        }
    }

    /// <summary>The element; null where a name is missing. A missing array element is a fault.</summary>
    public JsonElement? Find(JsonElement root, out LoadFault? fault)
    {
        fault = null;
        var element = root;
        foreach (var step in steps)
        {
            if (step is int index)
            {
                if (element.ValueKind != JsonValueKind.Array || index >= element.GetArrayLength())
                {
                    fault = NoElement;
                    return null;
                }

                element = element[index];
            }
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty((string)step, out element))
            {
                return null;
            }
        }

        return element;
    }

    private static JsonPath Parse(string text, CopyFile file)
    {
        var match = text.Contains("['", StringComparison.Ordinal) ? Brackets().Match(text) : Dots().Match(text);
        return match.Success
            ? new JsonPath([.. match.Groups["step"].Captures.Select(c => c.Value[0] == '[' && char.IsAsciiDigit(c.Value[1])
                ? int.Parse(c.Value.AsSpan(1, c.Value.Length - 2), CultureInfo.InvariantCulture)
                : (object)(c.Value[0] == '[' ? c.Value[2..^2] : c.Value[1..]))])
            : throw new SqlError("XX000", $"Invalid JSONPath format: {text} in {file.Url}");
    }

    [GeneratedRegex(@"^\$(?<step>\['[^']+'\]|\[\d{1,9}\])+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^\$(?<step>\.[^'.*\[\]]+|\[\d{1,9}\])+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dots();
}

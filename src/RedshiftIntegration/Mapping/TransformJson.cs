using System.Text.Json;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

/// <summary>Transforms in JSON, the same in definitions, stored mappings, job specs and the vector file.</summary>
internal static class TransformJson
{
    public static void Write(Utf8JsonWriter json, Transform transform)
    {
        json.WriteStartObject();
        switch (transform)
        {
            case TrimTransform:
                json.WriteString("kind", "trim");
                break;
            case UpperTransform:
                json.WriteString("kind", "upper");
                break;
            case LowerTransform:
                json.WriteString("kind", "lower");
                break;
            case Sha256Transform:
                json.WriteString("kind", "sha256");
                break;
            case TruncateTransform truncate:
                json.WriteString("kind", "truncate");
                json.WriteNumber("characters", truncate.Characters);
                break;
            case NullIfTransform nullIf:
                json.WriteString("kind", "nullIf");
                json.WriteString("value", nullIf.Value);
                break;
            case MaskTransform mask:
                json.WriteString("kind", "mask");
                json.WriteNumber("keepLast", mask.KeepLast);
                break;
            case AtTimeZoneTransform zone:
                json.WriteString("kind", "atTimeZone");
                json.WriteString("zone", zone.Zone);
                break;
            case ConstantTransform constant:
                json.WriteString("kind", "constant");
                json.WriteIfPresent("value", constant.Value);
                break;
            case ConcatTransform concat:
                json.WriteString("kind", "concat");
                json.WriteString("separator", concat.Separator);
                json.WriteTexts("columns", concat.Columns);
                break;
            default:
                throw new InvalidOperationException($"{transform.GetType().Name} has no form in JSON.");
        }

        json.WriteEndObject();
    }

    public static void WriteList(Utf8JsonWriter json, string name, EquatableList<Transform> transforms)
    {
        if (transforms.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (Transform transform in transforms)
        {
            Write(json, transform);
        }

        json.WriteEndArray();
    }

    /// <exception cref="FormatException">The element is no transform.</exception>
    public static Transform Read(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("kind", out JsonElement kind) || kind.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"{path} is no transform");
        }

        return kind.GetString() switch
        {
            "trim" => Only(Transform.Trim),
            "upper" => Only(Transform.Upper),
            "lower" => Only(Transform.Lower),
            "sha256" => Only(Transform.Sha256),
            "truncate" => new TruncateTransform(With("characters").Int("characters")),
            "nullIf" => new NullIfTransform(With("value").Text("value")),
            "mask" => new MaskTransform(With("keepLast").Int("keepLast")),
            "atTimeZone" => new AtTimeZoneTransform(With("zone").Text("zone")),
            "constant" => new ConstantTransform(With("value").TextOrNull("value")),
            "concat" => Concat(new JsonFields(element, path, "kind", "separator", "columns")),
            string other => throw new FormatException($"{path}.kind is '{other}', which is no transform"),
            null => throw new FormatException($"{path} is no transform"),
        };

        Transform Only(Transform transform)
        {
            _ = new JsonFields(element, path, "kind");
            return transform;
        }

        JsonFields With(string field) => new(element, path, "kind", field);
    }

    public static EquatableList<Transform> ReadList(JsonFields fields, string name) =>
        EquatableList.From(fields.Items(name).Select(item => Read(item.Item, item.Path)));

    private static ConcatTransform Concat(JsonFields fields) => new(fields.Text("separator"), fields.Texts("columns"));
}

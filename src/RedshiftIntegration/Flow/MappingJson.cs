using System.Text;
using System.Text.Json;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>
/// A resolved mapping as apply stores it: what a load is made from, in format 1. What only a plan tells (why a type, what is left out, notes) is not stored,
/// for the text has to fit a VARCHAR(65535).
/// </summary>
internal static class MappingJson
{
    public const int Format = 1;

    public static string Write(ResolvedMapping mapping)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("mode", JsonNames.Of(mapping.Mode));
            json.WriteTexts("keys", mapping.Keys);
            WriteCursor(json, mapping.Cursor);
            json.WriteStartArray("columns");
            foreach (ResolvedColumn column in mapping.Columns)
            {
                WriteColumn(json, column);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <exception cref="FormatException">The text is no mapping of a format that this version knows.</exception>
    public static ResolvedMapping Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonFields fields = new(document.RootElement, "mapping", "format", "mode", "keys", "cursor", "columns");
            int format = fields.Int("format");
            return format != Format
                ? throw new FormatException($"The mapping is of format {format.ToString(System.Globalization.CultureInfo.InvariantCulture)}, which a newer version of the library wrote")
                : new ResolvedMapping
                {
                    Mode = fields.Choice("mode", LoadMode.Default),
                    Keys = fields.Texts("keys"),
                    Cursor = fields.Has("cursor") ? ReadCursor(fields.Element("cursor")) : null,
                    Columns = EquatableList.From(fields.Items("columns").Select(item => ReadColumn(item.Item, item.Path))),
                };
        }
        catch (JsonException exception)
        {
            throw new FormatException("The mapping is no JSON", exception);
        }
    }

    private static void WriteCursor(Utf8JsonWriter json, ResolvedCursor? cursor)
    {
        if (cursor is null)
        {
            return;
        }

        json.WriteStartObject("cursor");
        json.WriteString("source", cursor.SourceColumn);
        json.WriteString("stage", cursor.StageColumn);
        json.WriteString("kind", JsonNames.Of(cursor.Kind));
        json.WriteNumber("lagTicks", cursor.LagTime.Ticks);
        json.WriteNumber("lag", cursor.LagNumber);
        json.WriteEndObject();
    }

    private static ResolvedCursor ReadCursor(JsonElement element)
    {
        JsonFields fields = new(element, "mapping.cursor", "source", "stage", "kind", "lagTicks", "lag");
        return new ResolvedCursor
        {
            SourceColumn = fields.Text("source"),
            StageColumn = fields.Text("stage"),
            Kind = fields.Choice("kind", CursorKind.Timestamp),
            LagTime = TimeSpan.FromTicks(fields.NumberOrNull("lagTicks") ?? 0),
            LagNumber = fields.NumberOrNull("lag") ?? 0,
        };
    }

    private static void WriteColumn(Utf8JsonWriter json, ResolvedColumn column)
    {
        json.WriteStartObject();
        json.WriteIfPresent("source", column.SourceColumn);
        json.WriteIfPresent("sourceType", column.SourceType.Length == 0 ? null : column.SourceType);
        json.WriteString("column", column.TargetColumn);
        json.WriteString("type", column.Type.ToString());
        json.WriteIfPresent("readType", column.ReadType?.ToString());
        json.WriteIfTrue("required", !column.IsNullable);
        TransformJson.WriteList(json, "transforms", column.Transforms);
        if (column.Computed is { } computed)
        {
            json.WritePropertyName("computed");
            TransformJson.Write(json, computed);
        }

        json.WriteIfTrue("pii", column.IsPii);
        json.WriteIfTrue("stageOnly", column.IsStageOnly);
        json.WriteEndObject();
    }

    private static ResolvedColumn ReadColumn(JsonElement element, string path)
    {
        JsonFields fields = new(element, path, "source", "sourceType", "column", "type", "readType", "required", "transforms", "computed", "pii", "stageOnly");
        return new ResolvedColumn
        {
            SourceColumn = fields.TextOrNull("source"),
            SourceType = fields.TextOrNull("sourceType") ?? string.Empty,
            TargetColumn = fields.Text("column"),
            Type = ReadType(fields.Text("type"), path),
            ReadType = fields.TextOrNull("readType") is { } readType ? ReadType(readType, path) : null,
            IsNullable = !fields.Flag("required"),
            Transforms = TransformJson.ReadList(fields, "transforms"),
            Computed = fields.Has("computed") ? TransformJson.Read(fields.Element("computed"), $"{path}.computed") : null,
            IsPii = fields.Flag("pii"),
            IsStageOnly = fields.Flag("stageOnly"),
        };
    }

    private static RedshiftType ReadType(string text, string path) => RedshiftType.TryParse(text) ?? throw new FormatException($"{path} has the unknown type '{text}'");
}

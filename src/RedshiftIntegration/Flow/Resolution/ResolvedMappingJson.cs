using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>
/// The resolved mapping as apply stores it in <c>schema_versions</c>: stable text of format 1, compact because the column holds 65,535 bytes.
/// The reasons of the types are left out: they are the plan's, which resolves anew.
/// </summary>
internal static class ResolvedMappingJson
{
    private const int Format = 1;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ResolvedMapping mapping)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Compact))
        {
            Mapping(json, mapping, whole: true);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <exception cref="PipelineDefinitionException">RSI1150: the text is no mapping of this format.</exception>
    public static ResolvedMapping Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Mapping(new(document.RootElement, "mapping", "format", "mode", "keys", "cursor", "columns", "leftOut", "notes"));
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException)
        {
            throw new PipelineDefinitionException("The stored mapping", [MappingProblems.BadStored(e.Message.TrimEnd('.'))]);
        }
    }

    public static string Hash(PipelineDefinition definition, ResolvedMapping mapping)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Compact))
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNames.Of(definition.Source.Kind));
            json.WriteString("connection", definition.Source.Connection);
            json.WriteString("name", definition.Source.Name);
            json.WriteIfPresent("sql", definition.Source.Sql);
            DefinitionJsonWriter.Map(json, definition.Map);
            DefinitionJsonWriter.Target(json, definition.Target);
            Deletes(json, definition.Deletes);
            json.WriteString("engine", definition.Engine.ToString());
            ExpectationJson.Write(json, definition);
            json.WritePropertyName("mapping");
            Mapping(json, mapping, whole: false);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    /// <summary>How many and how often change no statement's shape and no table.</summary>
    private static void Deletes(Utf8JsonWriter json, Deletes? deletes)
    {
        if (deletes is not null)
        {
            json.WriteString("deletes", deletes.MarkColumn is { } column ? $"mark {column}" : "remove");
        }
    }

    private static void Mapping(Utf8JsonWriter json, ResolvedMapping mapping, bool whole)
    {
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("mode", JsonNames.Of(mapping.Mode));
        json.WriteTexts("keys", mapping.Keys);
        if (mapping.Cursor is { } cursor)
        {
            json.WriteStartObject("cursor");
            json.WriteString("source", cursor.SourceColumn);
            json.WriteString("stage", cursor.StageColumn);
            json.WriteString("kind", JsonNames.Of(cursor.Kind));
            json.WriteString("lagTime", cursor.LagTime.ToString("c", CultureInfo.InvariantCulture));
            json.WriteNumber("lagNumber", cursor.LagNumber);
            json.WriteEndObject();
        }

        json.WriteStartArray("columns");
        foreach (ResolvedColumn column in mapping.Columns)
        {
            Column(json, column);
        }

        json.WriteEndArray();
        if (whole)
        {
            json.WriteTexts("leftOut", mapping.LeftOut);
            json.WriteTexts("notes", mapping.Notes);
        }

        json.WriteEndObject();
    }

    private static void Column(Utf8JsonWriter json, ResolvedColumn column)
    {
        json.WriteStartObject();
        json.WriteIfPresent("source", column.SourceColumn);
        if (column.SourceType.Length > 0)
        {
            json.WriteString("sourceType", column.SourceType);
        }

        json.WriteString("target", column.TargetColumn);
        json.WriteString("type", column.Type.ToString());
        json.WriteIfPresent("readType", column.ReadType?.ToString());
        RedshiftType transport = column.TransportType;
        json.WriteIfPresent("transport", transport == column.Type ? null : transport.ToString());
        json.WriteIfTrue("nullable", column.IsNullable);
        TransformJson.WriteList(json, "through", column.Transforms);
        if (column.Computed is { } computed)
        {
            json.WritePropertyName("computed");
            TransformJson.Write(json, computed);
        }

        json.WriteIfTrue("pii", column.IsPii);
        json.WriteIfTrue("stageOnly", column.IsStageOnly);
        json.WriteIfStated("overflow", column.Overflow.Action == OverflowAction.Refuse ? null : column.Overflow);
        json.WriteIfTrue("ownOverflow", column.HasOwnOverflow);
        json.WriteEndObject();
    }

    private static ResolvedMapping Mapping(JsonFields fields) => fields.Int("format") != Format
        ? throw new FormatException("its format is another one")
        : new()
        {
            Mode = fields.Choice("mode", LoadMode.Default) is var mode and not LoadMode.Default ? mode : throw new FormatException("mapping.mode is missing"),
            Keys = fields.Texts("keys"),
            Cursor = fields.Has("cursor") ? Cursor(new(fields.Element("cursor"), "mapping.cursor", "source", "stage", "kind", "lagTime", "lagNumber")) : null,
            Columns = EquatableList.From(fields.Items("columns").Select(item => Column(
                new(item.Item, item.Path, "source", "sourceType", "target", "type", "readType", "transport", "nullable", "through", "computed", "pii", "stageOnly", "overflow", "ownOverflow"), item.Path))),
            LeftOut = fields.Texts("leftOut"),
            Notes = fields.Texts("notes"),
        };

    private static ResolvedCursor Cursor(JsonFields fields)
    {
        _ = fields.Text("kind");
        return new()
        {
            SourceColumn = fields.Text("source"),
            StageColumn = fields.Text("stage"),
            Kind = fields.Choice("kind", CursorKind.Timestamp),
            LagTime = TimeSpan.ParseExact(fields.Text("lagTime"), "c", CultureInfo.InvariantCulture),
            LagNumber = fields.NumberOrNull("lagNumber") ?? 0,
        };
    }

    private static ResolvedColumn Column(JsonFields fields, string path) => new()
    {
        SourceColumn = fields.TextOrNull("source"),
        SourceType = fields.TextOrNull("sourceType") ?? string.Empty,
        TargetColumn = fields.Text("target"),
        Type = Type(fields.Text("type"), path),
        ReadType = fields.TextOrNull("readType") is { } read ? Type(read, path) : null,
        IsNullable = fields.Flag("nullable"),
        Transforms = TransformJson.ReadList(fields, "through"),
        Computed = fields.Has("computed") ? TransformJson.Read(fields.Element("computed"), $"{path}.computed") : null,
        IsPii = fields.Flag("pii"),
        IsStageOnly = fields.Flag("stageOnly"),
        Overflow = OverflowJson.Read(fields, "overflow", $"{path}.overflow") ?? OverflowPolicy.Refuse,
        HasOwnOverflow = fields.Flag("ownOverflow"),
    };

    private static RedshiftType Type(string text, string path) =>
        RedshiftType.TryParse(text) ?? throw new FormatException($"{path} has the type '{text}', which is no type of Redshift");
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Definition;

/// <summary>Writes a definition as JSON of format 1: what is not stated is not written.</summary>
internal static class DefinitionJsonWriter
{
    public const int Format = 1;

    public static string Write(PipelineDefinition definition)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, JsonNames.Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("id", definition.Id);
            Source(json, definition.Source);
            Map(json, definition.Map);
            Target(json, definition.Target);
            Deletes(json, definition.Deletes);
            json.WriteString("engine", definition.Engine.ToString());
            json.WriteIfStated("onOverflow", definition.Overflow);
            ExpectationJson.Write(json, definition);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Source(Utf8JsonWriter json, Source source)
    {
        json.WriteStartObject("source");
        json.WriteString("kind", JsonNames.Of(source.Kind));
        json.WriteString("connection", source.Connection);
        json.WriteString("name", source.Name);
        json.WriteIfPresent("sql", source.Sql);
        if (source.Cursor is { } cursor)
        {
            json.WriteStartObject("incrementalBy");
            json.WriteString(cursor.IsProperty ? "property" : "column", cursor.Column);
            json.WriteIfPresent("lagTime", cursor.LagTime?.ToString("c", CultureInfo.InvariantCulture));
            if (cursor.LagNumber is { } number)
            {
                json.WriteNumber("lagNumber", number);
            }

            json.WriteEndObject();
        }

        if (source.Predicates.Count > 0)
        {
            json.WriteStartArray("where");
            foreach (SourcePredicate predicate in source.Predicates)
            {
                Predicate(json, predicate);
            }

            json.WriteEndArray();
        }

        if (source.DeletedPredicate is { } deleted)
        {
            json.WritePropertyName("deletedWhere");
            Predicate(json, deleted);
        }

        json.WriteEndObject();
    }

    private static void Deletes(Utf8JsonWriter json, Deletes? deletes)
    {
        if (deletes is null)
        {
            return;
        }

        json.WriteStartObject("deletes");
        json.WriteIfPresent("mark", deletes.MarkColumn);
        json.WriteNumber("atMost", deletes.Limit);
        json.WriteIfPresent("every", deletes.Interval?.ToString("c", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Predicate(Utf8JsonWriter json, SourcePredicate predicate)
    {
        json.WriteStartObject();
        json.WriteString(predicate.IsRaw ? "sql" : "format", predicate.Format);
        if (predicate.Values.Count > 0)
        {
            json.WriteStartArray("values");
            foreach (object? value in predicate.Values)
            {
                if (value is null)
                {
                    json.WriteNullValue();
                    continue;
                }

                (string kind, string text) = PredicateValue.Write(value);
                json.WriteStartObject();
                json.WriteString(kind, text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void Map(Utf8JsonWriter json, MapSpec map)
    {
        json.WriteStartObject("map");
        json.WriteIfTrue("typed", map.IsTyped);
        json.WriteStartArray("fields");
        foreach (MappedField field in map.Fields)
        {
            json.WriteStartObject();
            json.WriteIfPresent(field.IsProperty ? "property" : "column", field.SourceName);
            json.WriteIfPresent("clrType", field.ClrType);
            json.WriteString("target", field.TargetColumn);
            json.WriteIfPresent("type", field.Type?.ToString());
            TransformJson.WriteList(json, "through", field.Transforms);
            json.WriteIfTrue("pii", field.IsPii);
            json.WriteIfStated("onOverflow", field.Overflow);
            if (field.Computed is { } computed)
            {
                json.WritePropertyName("computed");
                TransformJson.Write(json, computed);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteIfTrue("rest", map.IncludesRest);
        json.WriteTexts("ignored", map.Ignored);
        json.WriteEndObject();
    }

    public static void Target(Utf8JsonWriter json, RedshiftTable target)
    {
        json.WriteStartObject("target");
        json.WriteString("schema", target.Schema);
        json.WriteString("table", target.Table);
        json.WriteIfPresent("in", target.TargetName);
        json.WriteString("mode", JsonNames.Of(target.Mode));
        json.WriteTexts("mergeKeys", target.MergeKeys);
        json.WriteString("distribution", JsonNames.Of(target.Distribution));
        json.WriteIfPresent("distributionKey", target.DistributionKey);
        json.WriteTexts("sortKeys", target.SortKeys);
        json.WriteIfTrue("allowingEmpty", target.EmptyAllowed);
        json.WriteEndObject();
    }
}

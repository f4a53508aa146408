using System.Globalization;
using System.Text.Json;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Definition;

/// <summary>Reads definitions of format 1, strictly, and validates what they say.</summary>
internal static class DefinitionJsonReader
{
    /// <exception cref="PipelineDefinitionException">RSI1050, RSI1051, or the problems of what the text says.</exception>
    public static PipelineDefinition Read(string json)
    {
        PipelineDefinition definition;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Format(document.RootElement);
            definition = Definition(new(document.RootElement, "definition", "format", "id", "source", "map", "target", "deletes", "engine", "onOverflow", "verification", "expecting"));
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException)
        {
            throw new PipelineDefinitionException("The JSON", [DefinitionProblems.BadJson(e.Message.TrimEnd('.'))]);
        }

        Problem[] problems = [.. DefinitionValidator.Validate(definition)];
        return problems.Length == 0 ? definition : throw new PipelineDefinitionException($"The pipeline '{definition.Id}' of the JSON", [.. problems]);
    }

    private static void Format(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out JsonElement format))
        {
            throw new FormatException("it has no field 'format'");
        }

        if (format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out int number) || number != DefinitionJsonWriter.Format)
        {
            string shown = format.ToString();
            throw new PipelineDefinitionException("The JSON", [DefinitionProblems.UnknownFormat(shown.Length > 40 ? shown[..40] : shown)]);
        }
    }

    private static PipelineDefinition Definition(JsonFields fields)
    {
        string engine = fields.Text("engine");
        return string.Equals(engine, Engine.Direct.ToString(), StringComparison.Ordinal)
            ? new(
                fields.Text("id"),
                Source(new(fields.Element("source"), "source", "kind", "connection", "name", "sql", "incrementalBy", "where", "deletedWhere")),
                Map(new(fields.Element("map"), "map", "typed", "fields", "rest", "ignored")),
                Target(new(fields.Element("target"), "target", "schema", "table", "in", "mode", "mergeKeys", "distribution", "distributionKey", "sortKeys", "allowingEmpty")),
                fields.Has("deletes") ? Deletes(new(fields.Element("deletes"), "deletes", "mark", "atMost", "every")) : null)
            {
                Overflow = OverflowJson.Read(fields, "onOverflow", "definition.onOverflow"),
                Verification = ExpectationJson.ReadVerification(fields),
                Expectations = ExpectationJson.Read(fields),
            }
            : throw new FormatException($"definition.engine is '{engine}', which is no engine");
    }

    private static Source<Row> Source(JsonFields fields)
    {
        _ = fields.Text("kind");
        SourceKind kind = fields.Choice("kind", SourceKind.MySqlTable);
        bool isQuery = kind is SourceKind.MySqlQuery or SourceKind.DatabaseQuery;
        if (isQuery != fields.Has("sql"))
        {
            throw new FormatException(isQuery ? "source lacks 'sql'" : "source has 'sql' and is a table");
        }

        return new(kind, Present(fields, "connection"), Present(fields, "name"), fields.TextOrNull("sql"))
        {
            Cursor = fields.Has("incrementalBy") ? Cursor(new(fields.Element("incrementalBy"), "source.incrementalBy", "property", "column", "lagTime", "lagNumber")) : null,
            Predicates = EquatableList.From(fields.Items("where").Select(item => Predicate(new(item.Item, item.Path, "sql", "format", "values"), item.Path))),
            DeletedPredicate = fields.Has("deletedWhere") ? Predicate(new(fields.Element("deletedWhere"), "source.deletedWhere", "format", "values"), "source.deletedWhere") : null,
        };
    }

    private static Deletes Deletes(JsonFields fields)
    {
        Deletes deletes = fields.TextOrNull("mark") is { } column ? RedshiftIntegration.Deletes.Mark(column) : RedshiftIntegration.Deletes.Remove;
        deletes = deletes.AtMost(fields.Element("atMost") is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double percent) && percent is >= 0 and <= 100
            ? percent
            : throw new FormatException("deletes.atMost is no percentage"));
        return fields.TextOrNull("every") is not { } every ? deletes
            : TimeSpan.TryParseExact(every, "c", CultureInfo.InvariantCulture, out TimeSpan interval) && interval >= TimeSpan.Zero ? deletes.Every(interval)
            : throw new FormatException("deletes.every is no length of time");
    }

    private static string Present(JsonFields fields, string name)
    {
        string text = fields.Text(name);
        return string.IsNullOrWhiteSpace(text) ? throw new FormatException($"source.{name} is empty") : text;
    }

    private static IncrementalCursor Cursor(JsonFields fields)
    {
        bool isProperty = fields.Has("property");
        if (isProperty && fields.Has("column"))
        {
            throw new FormatException("source.incrementalBy has 'property' and 'column'");
        }

        return new(fields.Text(isProperty ? "property" : "column"), isProperty)
        {
            LagTime = fields.TextOrNull("lagTime") is { } lag ? TimeSpan.ParseExact(lag, "c", CultureInfo.InvariantCulture) : null,
            LagNumber = fields.NumberOrNull("lagNumber"),
        };
    }

    private static SourcePredicate Predicate(JsonFields fields, string path)
    {
        bool isRaw = fields.Has("sql");
        if (isRaw && (fields.Has("format") || fields.Has("values")))
        {
            throw new FormatException($"{path} has 'sql' and holes");
        }

        return new(fields.Text(isRaw ? "sql" : "format"), isRaw)
        {
            Values = EquatableList.From(fields.Items("values").Select(item => Value(item.Item, item.Path))),
        };
    }

    private static object? Value(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Object || element.GetPropertyCount() != 1)
        {
            throw new FormatException($"{path} is no value");
        }

        JsonProperty property = element.EnumerateObject().First();
        return property.Value.ValueKind == JsonValueKind.String
            ? PredicateValue.Read(property.Name, property.Value.GetString()!)
            : throw new FormatException($"{path} is no value");
    }

    private static MapSpec Map(JsonFields fields) => new()
    {
        IsTyped = fields.Flag("typed"),
        IncludesRest = fields.Flag("rest"),
        Ignored = fields.Texts("ignored"),
        Fields = EquatableList.From(fields.Items("fields").Select(item => Field(new(item.Item, item.Path, "property", "column", "clrType", "target", "type", "through", "pii", "onOverflow", "computed"), item.Path))),
    };

    private static MappedField Field(JsonFields fields, string path)
    {
        if ((fields.Has("property") ? 1 : 0) + (fields.Has("column") ? 1 : 0) + (fields.Has("computed") ? 1 : 0) != 1)
        {
            throw new FormatException($"{path} needs one of 'property', 'column' and 'computed'");
        }

        return new()
        {
            SourceName = fields.TextOrNull("property") ?? fields.TextOrNull("column"),
            IsProperty = fields.Has("property"),
            ClrType = fields.TextOrNull("clrType"),
            TargetColumn = Identifier.Fold(fields.Text("target")),
            Type = fields.TextOrNull("type") is { } type ? RedshiftType.TryParse(type) ?? throw new FormatException($"{path}.type is '{type}', which is no type of Redshift") : null,
            Transforms = TransformJson.ReadList(fields, "through"),
            IsPii = fields.Flag("pii"),
            Overflow = OverflowJson.Read(fields, "onOverflow", $"{path}.onOverflow"),
            Computed = fields.Has("computed") ? TransformJson.Read(fields.Element("computed"), $"{path}.computed") : null,
        };
    }

    private static RedshiftTable Target(JsonFields fields)
    {
        DistributionStyle style = fields.Choice("distribution", DistributionStyle.Auto);
        if ((style == DistributionStyle.Key) != fields.Has("distributionKey"))
        {
            throw new FormatException("target.distributionKey stands with the distribution 'key' alone");
        }

        return RedshiftTable.Restore(
            Identifier.Fold(fields.Text("schema")),
            Identifier.Fold(fields.Text("table")),
            fields.TextOrNull("in"),
            style,
            fields.TextOrNull("distributionKey") is { } key ? Identifier.Fold(key) : null,
            Folded(fields, "sortKeys"),
            fields.Choice("mode", LoadMode.Default),
            Folded(fields, "mergeKeys"),
            fields.Flag("allowingEmpty"));
    }

    private static EquatableList<string> Folded(JsonFields fields, string name) => EquatableList.From(fields.Texts(name).Select(Identifier.Fold));
}

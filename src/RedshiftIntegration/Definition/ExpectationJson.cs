using System.Globalization;
using System.Text.Json;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Definition;

/// <summary>Expectations and the verification in JSON, the same in definitions and in the applied hash.</summary>
internal static class ExpectationJson
{
    public static void Write(Utf8JsonWriter json, PipelineDefinition definition)
    {
        json.WriteIfPresent("verification", definition.Verification == Verification.Full ? null : definition.Verification.ToString());
        if (definition.Expectations.Count == 0)
        {
            return;
        }

        json.WriteStartArray("expecting");
        foreach (Expectation expectation in definition.Expectations)
        {
            json.WriteStartObject();
            Write(json, expectation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static Verification ReadVerification(JsonFields fields) => fields.TextOrNull("verification") switch
    {
        null or "full" => Verification.Full,
        "counts" => Verification.Counts,
        var other => throw new FormatException($"definition.verification is '{other}', which is none of its values"),
    };

    public static EquatableList<Expectation> Read(JsonFields fields) => EquatableList.From(fields.Items("expecting").Select(item =>
        Read(new(item.Item, item.Path, "kind", "columns", "column", "low", "high", "pattern", "percent", "age"), item.Path)));

    private static void Write(Utf8JsonWriter json, Expectation expectation)
    {
        switch (expectation)
        {
            case NotNullExpectation e:
                json.WriteString("kind", "notNull");
                json.WriteTexts("columns", e.Names);
                break;
            case UniqueExpectation e:
                json.WriteString("kind", "unique");
                json.WriteTexts("columns", e.Names);
                break;
            case BetweenExpectation e:
                json.WriteString("kind", "between");
                json.WriteString("column", e.Name);
                json.WriteString("low", e.Low.ToString(CultureInfo.InvariantCulture));
                json.WriteString("high", e.High.ToString(CultureInfo.InvariantCulture));
                break;
            case MatchesExpectation e:
                json.WriteString("kind", "matches");
                json.WriteString("column", e.Name);
                json.WriteString("pattern", e.Pattern);
                break;
            case RowCountExpectation e:
                json.WriteString("kind", "rowCountWithin");
                json.WriteString("percent", e.Percent.ToString("R", CultureInfo.InvariantCulture));
                break;
            case FreshExpectation e:
                json.WriteString("kind", "freshWithin");
                json.WriteString("age", e.Age.ToString("c", CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"{expectation.GetType().Name} has no form in JSON.");
        }
    }

    private static Expectation Read(JsonFields fields, string path) => fields.Text("kind") switch
    {
        "notNull" => new NotNullExpectation(Folded(fields)),
        "unique" => new UniqueExpectation(Folded(fields)),
        "between" => new BetweenExpectation(
            Identifier.Fold(fields.Text("column")),
            decimal.Parse(fields.Text("low"), NumberStyles.Number, CultureInfo.InvariantCulture),
            decimal.Parse(fields.Text("high"), NumberStyles.Number, CultureInfo.InvariantCulture)),
        "matches" => new MatchesExpectation(Identifier.Fold(fields.Text("column")), fields.Text("pattern")),
        "rowCountWithin" => new RowCountExpectation(double.Parse(fields.Text("percent"), NumberStyles.Float, CultureInfo.InvariantCulture)),
        "freshWithin" => new FreshExpectation(TimeSpan.ParseExact(fields.Text("age"), "c", CultureInfo.InvariantCulture)),
        var other => throw new FormatException($"{path}.kind is '{other}', which is no expectation"),
    };

    private static EquatableList<string> Folded(JsonFields fields) => EquatableList.From(fields.Texts("columns").Select(Identifier.Fold));
}

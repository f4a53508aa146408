using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Deployment;

/// <summary>A plan as JSON of format 1, for tools and reviews.</summary>
internal static class PlanJson
{
    private const int Format = 1;

    public static string Write(DeploymentPlan plan)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, JsonNames.Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteBoolean("isEmpty", plan.IsEmpty);
            json.WriteBoolean("needsApproval", plan.NeedsApproval);
            json.WriteStartArray("changes");
            foreach (PlannedChange change in plan.Changes)
            {
                Change(json, change);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Change(Utf8JsonWriter json, PlannedChange change)
    {
        json.WriteStartObject();
        json.WriteString("kind", change.Kind);
        json.WriteString("name", change.Name);
        json.WriteString("action", JsonNames.Of(change.Action));
        json.WriteString("reason", change.Reason);
        json.WriteIfTrue("needsApproval", change.NeedsApproval);
        Texts(json, "details", change.Details);
        Texts(json, "sql", change.Sql);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts) => json.WriteTexts(name, new EquatableList<string>(texts));
}

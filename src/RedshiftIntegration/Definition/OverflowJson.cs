using System.Text.Json;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Definition;

/// <summary>An overflow policy in JSON: <c>{"policy":"quarantine","rows":10,"percent":0.5}</c>. The default is not written.</summary>
internal static class OverflowJson
{
    public static void WriteIfStated(this Utf8JsonWriter json, string name, OverflowPolicy? policy)
    {
        if (policy is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("policy", JsonNames.Of(policy.Action));
        if (policy.Action == OverflowAction.Quarantine)
        {
            json.WriteNumber("rows", policy.Rows);
            json.WriteNumber("percent", policy.Percent);
        }

        json.WriteEndObject();
    }

    /// <summary>Null where the field is absent.</summary>
    public static OverflowPolicy? Read(JsonFields fields, string name, string path)
    {
        if (!fields.Has(name))
        {
            return null;
        }

        JsonFields policy = new(fields.Element(name), path, "policy", "rows", "percent");
        _ = policy.Text("policy");
        OverflowAction action = policy.Choice("policy", OverflowAction.Refuse);
        if (action != OverflowAction.Quarantine)
        {
            return policy.Has("rows") || policy.Has("percent") ? throw new FormatException($"{path} has limits, which quarantine alone has") : new OverflowPolicy(action);
        }

        long rows = policy.NumberOrNull("rows") ?? throw new FormatException($"{path} lacks 'rows'");
        double percent = policy.FractionOrNull("percent") ?? throw new FormatException($"{path} lacks 'percent'");
        return rows >= 0 && percent is >= 0 and <= 100
            ? OverflowPolicy.Quarantine(rows, percent)
            : throw new FormatException($"{path} has a limit out of range");
    }
}

using System.Globalization;
using System.Text;

namespace RedshiftIntegration.Deployment;

/// <summary>A plan as a person reads it in a terminal.</summary>
internal static class PlanText
{
    public static string Write(DeploymentPlan plan)
    {
        if (plan.IsEmpty)
        {
            return Line($"Nothing to do: {Count(plan.Changes.Length, "object")} as {(plan.Changes.Length == 1 ? "it" : "they")} should be.");
        }

        StringBuilder text = new();
        text.Append(Line($"The plan: {Summary(plan)}."));
        foreach (PlannedChange change in plan.Changes.Where(c => c.Action != ChangeAction.None))
        {
            text.Append('\n').Append(Line($"{Symbol(change.Action)} {change.Kind} {change.Name}: {change.Reason}"));
            foreach (string detail in change.Details)
            {
                text.Append(Line($"    {detail}"));
            }
        }

        PlannedChange[] unchanged = [.. plan.Changes.Where(c => c.Action == ChangeAction.None)];
        if (unchanged.Length > 0)
        {
            text.Append('\n').Append(Line($"= unchanged: {string.Join(", ", unchanged.Select(c => $"{c.Kind} {c.Name}"))}"));
        }

        text.Append('\n').Append(Line($"Nothing has been changed yet. {Closing(plan)}"));
        return text.ToString();
    }

    private static string Closing(DeploymentPlan plan)
    {
        if (!plan.NeedsApproval)
        {
            return "Apply the plan to carry it out.";
        }

        return plan.Changes.Any(c => c.NeedsApproval && c.Action is ChangeAction.Replace or ChangeAction.Delete)
            ? "Lines with -/+ drop what is there: apply plan.Approved() if that is right."
            : "Lines with ! say what is lost: apply plan.Approved() if that is right.";
    }

    public static string Symbol(ChangeAction action) => action switch
    {
        ChangeAction.Create => "+",
        ChangeAction.Update => "~",
        ChangeAction.Replace => "-/+",
        ChangeAction.Delete => "-",
        ChangeAction.Adopt => "=",
        _ => "=",
    };

    private static string Summary(DeploymentPlan plan)
    {
        (ChangeAction Action, string Words)[] actions =
        [
            (ChangeAction.Create, "to create"), (ChangeAction.Update, "to change"), (ChangeAction.Replace, "to drop and make anew"), (ChangeAction.Delete, "to remove"),
            (ChangeAction.Adopt, "to adopt"), (ChangeAction.None, "unchanged"),
        ];
        return string.Join(
            ", ",
            actions.Select(a => (a.Words, Count: plan.Changes.Count(c => c.Action == a.Action))).Where(a => a.Count > 0)
                .Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Count} {a.Words}")));
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? " is" : "s are")}");

    /// <summary>A control character in a name would steer the terminal.</summary>
    private static string Line(string line) => string.Concat(line.Select(c => char.IsControl(c) ? '\uFFFD' : c)) + "\n";
}

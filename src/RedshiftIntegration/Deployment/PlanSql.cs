using System.Text;

namespace RedshiftIntegration.Deployment;

/// <summary>A plan as a script that a person can run instead of applying it.</summary>
internal static class PlanSql
{
    public static string Write(DeploymentPlan plan)
    {
        StringBuilder text = new();
        foreach (PlannedChange change in plan.Changes.Where(c => c.Action != ChangeAction.None && c.Sql.Length > 0))
        {
            text.Append("-- ").Append(string.Concat($"{PlanText.Symbol(change.Action)} {change.Kind} {change.Name}: {change.Reason}".Select(c => char.IsControl(c) ? ' ' : c))).Append('\n');
            foreach (string sql in change.Sql)
            {
                text.Append(sql).Append(";\n");
            }

            text.Append('\n');
        }

        return text.Length == 0 ? "-- Nothing to do.\n" : text.ToString().TrimEnd('\n') + "\n";
    }
}

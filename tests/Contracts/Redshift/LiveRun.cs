using System.Globalization;
using System.Text;
using Npgsql;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>All rules on a server that is not the double, and what differs.</summary>
public static class LiveRun
{
    /// <summary>Runs every rule that the server can be asked, each in a schema of its own that is dropped afterwards.</summary>
    /// <param name="connectionString">The server.</param>
    /// <param name="rules">Which rules.</param>
    /// <param name="bucket">Where rules put what COPY reads; without one those rules are left out.</param>
    /// <returns>One line per rule that differs or was left out, most load-bearing first, and a count.</returns>
    public static async Task<LiveReport> RunAsync(string connectionString, IEnumerable<Rule> rules, RuleBucket? bucket = null)
    {
        await using RuleTarget target = RuleTarget.Redshift(connectionString, bucket: bucket);
        bool serializable = await IsSerializableAsync(connectionString);
        List<string> differs = [];
        List<string> leftOut = [];
        int same = 0;
        foreach (Rule rule in rules.OrderByDescending(r => r.Evidence).ThenBy(r => r.Number ?? int.MaxValue))
        {
            if (WhyNot(rule, serializable, bucket) is { } reason)
            {
                leftOut.Add($"{rule.Id}: {reason}");
                continue;
            }

            try
            {
                await RuleRunner.RunAsync(rule, target);
                same++;
            }
            catch (Exception e) when (e is RuleBrokenException or NpgsqlException)
            {
                differs.Add($"[{rule.Evidence}] {e.Message}");
            }
        }

        return new LiveReport(same, differs, leftOut);
    }

    private static string? WhyNot(Rule rule, bool serializable, RuleBucket? bucket) => rule switch
    {
        { NotLive: { } reason } => reason,
        { NeedsObjects: true } when bucket is null => "needs a folder on S3 and a role that may read it: RSI_LIVE_S3 and RSI_LIVE_ROLE",
        { IsSerializable: true } when !serializable => "needs a database whose isolation level is SERIALIZABLE",
        { NeedsSnapshot: true } when serializable => "needs a database whose isolation level is SNAPSHOT",
        _ => null,
    };

    private static async Task<bool> IsSerializableAsync(string connectionString)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        return (await RuleTarget.RowsAsync(connection, "SELECT isolation_level FROM stv_db_isolation_level WHERE db_name = current_database()"))
            .Exists(level => level.StartsWith("Serializable", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What a live run found.</summary>
public sealed record LiveReport(int Same, IReadOnlyList<string> Differs, IReadOnlyList<string> LeftOut)
{
    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Same} rules hold, {Differs.Count} differ from the double, {LeftOut.Count} were left out.");
        foreach (string difference in Differs)
        {
            text.AppendLine().AppendLine("DIFFERS " + difference);
        }

        foreach (string rule in LeftOut)
        {
            text.AppendLine("left out: " + rule);
        }

        return text.ToString();
    }
}

using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Integration.Tests.Redshift;

/// <summary>Where PostgreSQL and Redshift agree, PostgreSQL gives the answers that the double gives: they are not only the double's own opinion.</summary>
public sealed class PostgresRulesTests
{
    public static TheoryData<string> Rules => [.. Rulebook.All.Where(r => r.AgreesWithPostgres).Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Holds(string id)
    {
        await using RuleTarget target = RuleTarget.Postgres(TestServers.PostgreSql);
        await RuleRunner.RunAsync(Rulebook.Find(id), target);
    }
}

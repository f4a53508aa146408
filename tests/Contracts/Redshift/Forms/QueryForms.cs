using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Queries.</summary>
internal static class QueryForms
{
    private const string Family = "queries";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "TOP n", Evidence.Documented, "r_SELECT_list")
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2), (3)")
            .Accepts("SELECT TOP 2 a FROM t ORDER BY a", "1", "2"),
    ];
}

using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 13 and 16: decimals.</summary>
internal static class NumericRules
{
    private const string Page = "r_Numeric_types201";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(13, "DECIMAL has at most 38 digits", Evidence.Documented, Page)
            .Refuses("CREATE TABLE n (a DECIMAL(39,0))", "22023", "precision 39 must be between 1 and 38")
            .Given("CREATE TABLE n (a DECIMAL(38,0))")
            .Given("INSERT INTO n VALUES (99999999999999999999999999999999999999)")
            .Accepts("SELECT a FROM n", "99999999999999999999999999999999999999"),
        Rule.Row(16, "a decimal that is too large is refused", Evidence.Documented, Page)
            .Given("CREATE TABLE n (a DECIMAL(3,0))")
            .Refuses("INSERT INTO n VALUES (1000)", "22003")
            .Accepts("INSERT INTO n VALUES (999)")
            .Accepts("SELECT a FROM n", "999")
            .OnPostgres(),
    ];
}

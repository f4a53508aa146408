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
        Rule.Row(13, "DECIMAL has at most 37 places", Evidence.Documented, Page)
            .Refuses("CREATE TABLE n (a DECIMAL(38,38))", "22023", "scale 38 must be between 0 and 37")
            .Refuses("CREATE TABLE n (a DECIMAL(5,6))", "22023", "scale 6 must be between 0 and 5")
            .Given("CREATE TABLE n (a DECIMAL(38,37), b DECIMAL, c NUMERIC(4))", "INSERT INTO n VALUES (1.5, 7.4, 7.5)")
            .Accepts("SELECT a, b, c FROM n", "1.5000000000000000000000000000000000000|7|8")
            .Accepts("SELECT type FROM pg_table_def WHERE tablename = 'n' ORDER BY \"column\"", "numeric(38,37)", "numeric(18,0)", "numeric(4,0)"),
        Rule.Row(13, "DECIMAL(19,s) is kept in 8 bytes", Evidence.Documented, Page)
            .Given("CREATE TABLE n (a DECIMAL(19,0), b DECIMAL(20,0), c DECIMAL(19,2))")
            .Refuses("INSERT INTO n (a) VALUES (9999999999999999999)", "22003", "Numeric data overflow")
            .Refuses("INSERT INTO n (c) VALUES (92233720368547758.08)", "22003", "Numeric data overflow")
            .Accepts("INSERT INTO n VALUES (9223372036854775807, 9999999999999999999, 92233720368547758.07)")
            .Accepts("SELECT a, b, c FROM n", "9223372036854775807|9999999999999999999|92233720368547758.07"),
        Rule.Row(16, "a decimal that is too large is refused", Evidence.Documented, Page)
            .Given("CREATE TABLE n (a DECIMAL(3,0))")
            .Refuses("INSERT INTO n VALUES (1000)", "22003", "Numeric data overflow (result precision)")
            .Accepts("INSERT INTO n VALUES (999)")
            .Accepts("SELECT a FROM n", "999")
            .OnPostgres(),
        Rule.Row(16, "a number that its column can't hold is refused", Evidence.Documented, Page)
            .Given("CREATE TABLE n (s SMALLINT, i INT, b BIGINT, d DECIMAL(5,2))")
            .Refuses("INSERT INTO n (s) VALUES (32768)", "22003", "Numeric data overflow (result precision)")
            .Refuses("INSERT INTO n (i) VALUES (2147483648)", "22003", "Numeric data overflow (result precision)")
            .Refuses("INSERT INTO n (b) VALUES (9223372036854775808)", "22003", "Numeric data overflow (result precision)")
            .Refuses("INSERT INTO n (d) VALUES (999.995)", "22003", "Numeric data overflow (result precision)")
            .Accepts("INSERT INTO n VALUES (32767, 2147483647, 9223372036854775807, 999.994)")
            .Accepts("SELECT s, i, b, d FROM n", "32767|2147483647|9223372036854775807|999.99")
            .OnPostgres(),
    ];
}

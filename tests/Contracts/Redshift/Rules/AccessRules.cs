using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 27 and 76: who may TRUNCATE, and what GRANT doesn't take.</summary>
internal static class AccessRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        Beside(Rule.Row(27, "TRUNCATE is for the owner, superusers and whom it was granted to", Evidence.Documented, "r_GRANT"), r => r
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "GRANT SELECT, INSERT, UPDATE, DELETE ON t TO rsi_reader")
            .On("b").Refuses("TRUNCATE t", "42501", "must be owner of relation t")
            .On("a").Given("GRANT TRUNCATE ON t TO rsi_reader")
            .On("b").Accepts("TRUNCATE t").GivesNoRow("SELECT a FROM t")).OnPostgres(),
        Beside(Rule.Row(76, "GRANT knows no sequences", Evidence.Documented, "r_GRANT"), r => r
            .Given("CREATE TABLE t (a INT)")
            .Refuses("GRANT SELECT ON SEQUENCE t TO rsi_reader", "42601", "near \"t\"")
            .Refuses("GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO rsi_reader", "42601", "near \"SEQUENCES\"")
            .Accepts("GRANT SELECT ON t TO rsi_reader")
            .Accepts("SELECT has_table_privilege('rsi_reader', 't', 'select')", "t")),
        Beside(Rule.Row(76, "ALL TABLES IN SCHEMA are those of now, future ones need ALTER DEFAULT PRIVILEGES", Evidence.Documented, "r_GRANT"), r => r
            .Given("CREATE TABLE t (a INT)")
            .Refuses("GRANT SELECT ON FUTURE TABLES IN SCHEMA public TO rsi_reader", "42601", "near \"TABLES\"")
            .Accepts($"GRANT SELECT ON ALL TABLES IN SCHEMA {r.Schema} TO rsi_reader")
            .Given("CREATE TABLE later (a INT)")
            .On("b").GivesNoRow("SELECT a FROM t").Refuses("SELECT a FROM later", "42501", "permission denied for relation later")
            .OnPostgres()),
    ];

    /// <summary>Session b acts as rsi_reader, who may use the rule's schema and owns nothing; it is gone when the rule ends.</summary>
    internal static Rule Beside(Rule rule, Func<Rule, Rule> steps) => steps(rule
            .Given("DROP USER IF EXISTS rsi_reader", "CREATE USER rsi_reader PASSWORD 'Reader123'", $"GRANT USAGE ON SCHEMA {rule.Schema} TO rsi_reader")
            .On("b").Given("SET SESSION AUTHORIZATION rsi_reader").On("a"))
        .On("b").Given("RESET SESSION AUTHORIZATION")
        .On("a").Given($"REVOKE ALL ON ALL TABLES IN SCHEMA {rule.Schema} FROM rsi_reader", $"REVOKE ALL ON SCHEMA {rule.Schema} FROM rsi_reader", "DROP USER rsi_reader");
}

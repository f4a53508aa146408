using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 1, 2 and 20: objects of PostgreSQL that Redshift doesn't have.</summary>
internal static class ObjectRules
{
    private const string Page = "c_unsupported-postgresql-features";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(1, "no indexes", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT)")
            .Refuses("CREATE INDEX i ON t (a)", "0A000", "SQL command \"CREATE INDEX\" not supported on Redshift tables")
            .Refuses("CREATE UNIQUE INDEX i ON t (a)", "0A000", "SQL command \"CREATE INDEX\" not supported on Redshift tables")
            .Accepts("ALTER TABLE t ALTER SORTKEY (a)"),
        Rule.Row(2, "no sequences", Evidence.Documented, Page)
            .Refuses("CREATE SEQUENCE s", "0A000", "SQL command \"CREATE SEQUENCE\" not supported on Redshift tables")
            .Refuses("CREATE TABLE t (id SERIAL)", "0A000", "Column \"t.id\" has unsupported type \"serial\"")
            .Refuses("CREATE TABLE t (id BIGSERIAL)", "0A000", "Column \"t.id\" has unsupported type \"bigserial\"")
            .Given("CREATE TABLE t (id INT IDENTITY(1,1), a INT)", "INSERT INTO t (a) VALUES (7)")
            .Accepts("SELECT id, a FROM t", "1|7"),
        Rule.Row(20, "no triggers and rules", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT)")
            .Refuses("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f()", "0A000", "CREATE TRIGGER")
            .Refuses("CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING", "0A000", "SQL command \"CREATE RULE\" not supported on Redshift tables.")
            .Accepts("CREATE VIEW v AS SELECT a FROM t"),
        Rule.Row(20, "no inheritance, tablespaces and unlogged tables", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT)")
            .Refuses("CREATE TABLE u (b INT) INHERITS (t)", "42601", "near \"INHERITS\"")
            .Refuses("CREATE TABLE u (b INT) TABLESPACE pg_default", "42601", "near \"TABLESPACE\"")
            .Refuses("CREATE UNLOGGED TABLE u (b INT)", "42601", "near \"UNLOGGED\"")
            .Accepts("CREATE TABLE u (LIKE t)"),
        Rule.Row(20, "no extensions, foreign data wrappers and anonymous blocks", Evidence.Documented, Page)
            .Refuses("CREATE EXTENSION hstore", "0A000", "CREATE EXTENSION")
            .Refuses("CREATE FOREIGN DATA WRAPPER w", "42601", "near \"FOREIGN\"")
            .Refuses("CREATE TABLESPACE s LOCATION '/x'", "42601", "near \"TABLESPACE\"")
            .Refuses("DO 'BEGIN END'", "42601", "near \"DO\"")
            .Accepts("SELECT 1", "1"),
        Rule.Row(20, "no LISTEN, NOTIFY and two-phase commit", Evidence.Known, "SQL reference: these commands are not in it")
            .Refuses("LISTEN c", "0A000", "SQL command \"LISTEN\" not supported.")
            .Refuses("NOTIFY c", "0A000", "SQL command \"NOTIFY\" not supported.")
            .Refuses("PREPARE TRANSACTION 'x'", "42601", "near \"'x'\"")
            .Refuses("COMMIT PREPARED 'x'", "42601", "near \"PREPARED\"")
            .Accepts("COMMIT"),
    ];
}

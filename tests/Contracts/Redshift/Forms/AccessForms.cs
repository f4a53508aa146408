using System.Collections.Immutable;
using RedshiftIntegration.Contracts.Redshift.Rules;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Users, ownership, GRANT and REVOKE.</summary>
internal static class AccessForms
{
    private const string Merge = "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = s.b WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form("access", "CREATE, ALTER and DROP USER", Evidence.Documented, "r_CREATE_USER")
            .Given("DROP USER IF EXISTS rsi_made")
            .Refuses("CREATE USER rsi_made PASSWORD 'lowercase1'", "22023", "password must contain at least one uppercase letter")
            .Accepts("CREATE USER rsi_made WITH PASSWORD 'Secret123' CREATEDB CONNECTION LIMIT 5 VALID UNTIL '2040-01-01'")
            .Refuses("CREATE USER rsi_made PASSWORD 'Secret123'", "42710", "already exists")
            .Accepts("SELECT usename, usecreatedb, usesuper FROM pg_user WHERE usename = 'rsi_made'", "rsi_made|t|f")
            .Accepts("ALTER USER rsi_made NOCREATEDB")
            .Accepts("ALTER USER rsi_made PASSWORD DISABLE")
            .Accepts("ALTER USER rsi_made SET query_group TO loads")
            .Accepts("ALTER USER rsi_made RESET query_group")
            .Accepts("SELECT usecreatedb FROM pg_user WHERE usename = 'rsi_made'", "f")
            .Accepts("DROP USER rsi_made")
            .Accepts("DROP USER IF EXISTS rsi_made")
            .Refuses("DROP USER rsi_made", "42704", "does not exist"),
        Rule.Form("access", "DROP USER of an owner or holder", Evidence.Documented, "r_DROP_USER")
            .Given("DROP USER IF EXISTS rsi_owner", "CREATE USER rsi_owner PASSWORD 'Secret123'", "CREATE TABLE t (a INT)")
            .Accepts("ALTER TABLE t OWNER TO rsi_owner")
            .Refuses("DROP USER rsi_owner", "55006", "owns some object")
            .Given("DROP TABLE t", "CREATE TABLE t (a INT)", "GRANT SELECT ON t TO rsi_owner")
            .Refuses("DROP USER rsi_owner", "55006", "has a privilege on some object")
            .Accepts("REVOKE ALL ON t FROM rsi_owner")
            .Accepts("DROP USER rsi_owner")
            .GivesNoRow("SELECT usename FROM pg_user WHERE usename = 'rsi_owner'"),
        AccessRules.Beside(Rule.Form("access", "a user who owns nothing reads nothing", Evidence.Documented, "r_Privileges"), r => r
            .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 2)")
            .On("b").Refuses("SELECT a FROM t", "42501", "permission denied for relation t").Refuses("INSERT INTO t VALUES (1, 2)", "42501", "permission denied for relation t")
            .Refuses("DROP TABLE t", "42501", "must be owner of relation t").Refuses("ALTER TABLE t ADD COLUMN c INT", "42501", "must be owner of relation t")
            .On("a").Accepts("GRANT SELECT ON t TO rsi_reader")
            .On("b").Accepts("SELECT a FROM t", "1")
            .On("a").Accepts("REVOKE SELECT ON t FROM rsi_reader")
            .On("b").Refuses("SELECT a FROM t", "42501", "permission denied for relation t")
            .On("a").Accepts("GRANT ALL PRIVILEGES ON TABLE t TO rsi_reader")
            .On("b").Accepts("INSERT INTO t VALUES (3, 4)")
            .OnPostgres()),
        AccessRules.Beside(Rule.Form("access", "UPDATE and DELETE need SELECT for the columns that they read", Evidence.Documented, "r_GRANT"), r => r
            .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 2)", "GRANT UPDATE, DELETE ON t TO rsi_reader")
            .On("b").Refuses("UPDATE t SET b = 1 WHERE a = 1", "42501", "permission denied for relation t").Refuses("DELETE FROM t WHERE a = 1", "42501", "permission denied for relation t")
            .On("a").Given("GRANT SELECT ON t TO rsi_reader")
            .On("b").Accepts("UPDATE t SET b = 1 WHERE a = 1").Accepts("SELECT b FROM t", "1").Accepts("DELETE FROM t WHERE a = 1")
            .OnPostgres()),
        AccessRules.Beside(Rule.Form("access", "MERGE needs SELECT on both tables and the writes that it uses", Evidence.Documented, "r_MERGE"), r => r
            .Given("CREATE TABLE t (a INT, b INT)", "CREATE TABLE s (a INT, b INT)", "INSERT INTO s VALUES (1, 2)", "GRANT SELECT ON t, s TO rsi_reader", "GRANT INSERT ON t TO rsi_reader")
            .On("b").Refuses(Merge, "42501", "permission denied for relation t")
            .On("a").Given("GRANT UPDATE ON t TO rsi_reader")
            .On("b").Accepts(Merge).Accepts("SELECT b FROM t", "2")
            .On("a").Given("REVOKE SELECT ON s FROM rsi_reader")
            .On("b").Refuses(Merge, "42501", "permission denied for relation s")),
        AccessRules.Beside(Rule.Form("access", "schemas: USAGE to reach in, CREATE to add", Evidence.Documented, "r_GRANT"), r => r
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "GRANT SELECT ON t TO rsi_reader")
            .On("b").Accepts($"SELECT a FROM {r.Schema}.t", "1").Refuses($"CREATE TABLE {r.Schema}.mine (a INT)", "42501", $"permission denied for schema {r.Schema}")
            .On("a").Accepts($"GRANT CREATE, USAGE ON SCHEMA {r.Schema} TO rsi_reader")
            .On("b").Accepts($"CREATE TABLE {r.Schema}.mine (a INT)").Accepts($"DROP TABLE {r.Schema}.mine")
            .On("a").Accepts($"REVOKE USAGE ON SCHEMA {r.Schema} FROM rsi_reader")
            .On("b").Refuses($"SELECT a FROM {r.Schema}.t", "42501", $"permission denied for schema {r.Schema}")
            .OnPostgres()),
        AccessRules.Beside(Rule.Form("access", "WITH GRANT OPTION", Evidence.Documented, "r_GRANT-usage-notes"), r => r
            .Given("DROP USER IF EXISTS rsi_third", "CREATE USER rsi_third PASSWORD 'Secret123'", "CREATE TABLE t (a INT)", "GRANT SELECT ON t TO rsi_reader")
            .On("b").Refuses("GRANT SELECT ON t TO rsi_third", "42501", "permission denied for relation t")
            .On("a").Accepts("GRANT SELECT ON t TO rsi_reader WITH GRANT OPTION")
            .On("b").Accepts("GRANT SELECT ON t TO rsi_third")
            .On("a").Accepts("SELECT has_table_privilege('rsi_third', 't', 'select')", "t")
            .On("b").Accepts("REVOKE SELECT ON t FROM rsi_third")
            .On("a").Accepts("REVOKE GRANT OPTION FOR SELECT ON t FROM rsi_reader")
            .Accepts("SELECT has_table_privilege('rsi_reader', 't', 'select')", "t")
            .Given("DROP USER rsi_third")),
        AccessRules.Beside(Rule.Form("access", "PUBLIC is everybody", Evidence.Documented, "r_GRANT"), r => r
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)")
            .Accepts("GRANT SELECT ON t TO PUBLIC")
            .On("b").Accepts("SELECT a FROM t", "1")
            .On("a").Accepts("REVOKE SELECT ON t FROM PUBLIC")
            .On("b").Refuses("SELECT a FROM t", "42501", "permission denied for relation t")
            .OnPostgres()),
        AccessRules.Beside(Rule.Form("access", "a view reads with its owner's rights, a late-binding one too", Evidence.Documented, "r_CREATE_VIEW"), r => r
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "CREATE VIEW v AS SELECT a FROM t", $"CREATE VIEW l AS SELECT a FROM {r.Schema}.t WITH NO SCHEMA BINDING")
            .On("b").Refuses("SELECT a FROM v", "42501", "permission denied for relation v")
            .On("a").Accepts("GRANT SELECT ON v, l TO rsi_reader")
            .On("b").Accepts("SELECT a FROM v", "1").Accepts("SELECT a FROM l", "1").Refuses("SELECT a FROM t", "42501", "permission denied for relation t")),
        AccessRules.Beside(Rule.Form("access", "has_table_privilege and its kin", Evidence.Documented, "r_HAS_TABLE_PRIVILEGE"), r => r
            .Given("CREATE TABLE t (a INT)", "GRANT SELECT ON t TO rsi_reader")
            .Accepts("SELECT has_table_privilege('rsi_reader', 't', 'select'), has_table_privilege('rsi_reader', 't', 'insert')", "t|f")
            .On("b").Accepts("SELECT has_table_privilege('t', 'select'), has_table_privilege('t', 'update')", "t|f")
            .Accepts($"SELECT has_schema_privilege('{r.Schema}', 'usage'), has_schema_privilege('{r.Schema}', 'create')", "t|f")
            .Accepts("SELECT has_database_privilege(current_database(), 'temp')", "t")
            .OnPostgres()),
        AccessRules.Beside(Rule.Form("access", "SET SESSION AUTHORIZATION, current_user and current_user_id", Evidence.Documented, "r_SET_SESSION_AUTHORIZATION"), r => r
            .On("b").Accepts("SELECT current_user, session_user", "rsi_reader|rsi_reader")
            .Accepts("SELECT usename FROM pg_user WHERE usesysid = current_user_id", "rsi_reader")
            .Accepts("SET SESSION AUTHORIZATION DEFAULT").Accepts("SELECT usesuper FROM pg_user WHERE usename = current_user", "t")
            .Accepts("SET SESSION AUTHORIZATION 'rsi_reader'").Accepts("SELECT current_user", "rsi_reader")),
        AccessRules.Beside(Rule.Form("access", "OWNER TO and CREATE SCHEMA AUTHORIZATION", Evidence.Documented, "r_ALTER_TABLE"), r => r
            .Given("CREATE TABLE t (a INT)")
            .On("b").Refuses("DROP TABLE t", "42501", "must be owner of relation t")
            .On("a").Accepts("ALTER TABLE t OWNER TO rsi_reader").Accepts("SELECT tableowner FROM pg_tables WHERE tablename = 't' AND tableowner = 'rsi_reader'", "rsi_reader")
            .On("b").Accepts("INSERT INTO t VALUES (1)").Accepts("DROP TABLE t")
            .On("a").Accepts("CREATE SCHEMA rsi_of_reader AUTHORIZATION rsi_reader")
            .On("b").Accepts("CREATE TABLE rsi_of_reader.t (a INT)")
            .On("a").Accepts("DROP SCHEMA rsi_of_reader CASCADE")),
        AccessRules.Beside(Rule.Form("access", "svv_relation_privileges and svv_schema_privileges", Evidence.Documented, "r_SVV_RELATION_PRIVILEGES"), r => r
            .Given("CREATE TABLE t (a INT)", "GRANT SELECT ON t TO rsi_reader")
            .Accepts($"SELECT relation_name, privilege_type, identity_name, identity_type, admin_option FROM svv_relation_privileges WHERE namespace_name = '{r.Schema}'", "t|SELECT|rsi_reader|user|f")
            .Accepts($"SELECT privilege_type, identity_name, identity_type FROM svv_schema_privileges WHERE namespace_name = '{r.Schema}'", "USAGE|rsi_reader|user")),
    ];
}

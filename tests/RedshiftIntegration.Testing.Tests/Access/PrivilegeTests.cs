namespace RedshiftIntegration.Testing.Tests.Access;

public sealed class PrivilegeTests : AccessTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run(Admin, "CREATE TABLE t (a INT, b INT)");
        await Run(Admin, "INSERT INTO t VALUES (1, 2)");
        await Run(Admin, "CREATE SCHEMA s");
        await Run(Admin, "CREATE TABLE s.u (a INT)");
    }

    [Theory]
    [InlineData("SELECT a FROM t", "permission denied for relation t")]
    [InlineData("SELECT count(*) FROM t", "permission denied for relation t")]
    [InlineData("SELECT 1 WHERE EXISTS (SELECT 1 FROM t)", "permission denied for relation t")]
    [InlineData("WITH c AS (SELECT a FROM t) SELECT 1 FROM c", "permission denied for relation t")]
    [InlineData("INSERT INTO t VALUES (1, 2)", "permission denied for relation t")]
    [InlineData("UPDATE t SET a = 1", "permission denied for relation t")]
    [InlineData("DELETE FROM t", "permission denied for relation t")]
    [InlineData("COPY t FROM 's3://b/k' IAM_ROLE default FORMAT PARQUET", "permission denied for relation t")]
    [InlineData("LOCK t", "permission denied for relation t")]
    [InlineData("CREATE TABLE x AS SELECT a FROM t", "permission denied for relation t")]
    [InlineData("CREATE VIEW x AS SELECT a FROM t", "permission denied for relation t")]
    [InlineData("CREATE TABLE x (LIKE t)", "permission denied for relation t")]
    [InlineData("GRANT SELECT ON t TO PUBLIC", "permission denied for relation t")]
    [InlineData("REVOKE SELECT ON t FROM PUBLIC", "permission denied for relation t")]
    [InlineData("TRUNCATE t", "must be owner of relation t")]
    [InlineData("DROP TABLE t", "must be owner of relation t")]
    [InlineData("ALTER TABLE t ADD COLUMN c INT", "must be owner of relation t")]
    [InlineData("ALTER TABLE t RENAME TO x", "must be owner of relation t")]
    [InlineData("ALTER TABLE t OWNER TO ann", "must be owner of relation t")]
    [InlineData("COMMENT ON TABLE t IS 'x'", "must be owner of relation t")]
    [InlineData("VACUUM t", "must be owner of relation t")]
    [InlineData("ANALYZE t", "must be owner of relation t")]
    [InlineData("SELECT * FROM s.u", "permission denied for schema s")]
    [InlineData("SELECT * FROM s.nowhere", "permission denied for schema s")]
    [InlineData("INSERT INTO s.u VALUES (1)", "permission denied for schema s")]
    [InlineData("CREATE TABLE s.x (a INT)", "permission denied for schema s")]
    [InlineData("CREATE TABLE IF NOT EXISTS s.u (a INT)", "permission denied for schema s")]
    [InlineData("EXPLAIN SELECT a FROM t", "permission denied for relation t")]
    [InlineData("DROP TABLE s.u", "permission denied for schema s")]
    [InlineData("CREATE VIEW s.x AS SELECT 1 AS a", "permission denied for schema s")]
    [InlineData("DROP SCHEMA s CASCADE", "must be owner of schema s")]
    [InlineData("ALTER SCHEMA s RENAME TO r", "must be owner of schema s")]
    [InlineData("COMMENT ON SCHEMA s IS 'x'", "must be owner of schema s")]
    [InlineData("GRANT USAGE ON SCHEMA s TO ann", "permission denied for schema s")]
    [InlineData("CREATE SCHEMA mine", "permission denied for database dev")]
    [InlineData("SELECT * FROM pg_shadow", "permission denied for relation pg_shadow")]
    [InlineData("SELECT * FROM svv_table_info", "permission denied for relation svv_table_info")]
    [InlineData("CREATE USER c PASSWORD 'Secret123'", "must be superuser to create users")]
    [InlineData("DROP USER bob", "must be superuser to drop users")]
    [InlineData("ALTER USER bob PASSWORD 'Secret123'", "must be superuser to alter users")]
    [InlineData("ALTER USER ann CREATEUSER", "must be superuser to alter users")]
    [InlineData("SET SESSION AUTHORIZATION bob", "permission denied to set session authorization")]
    public async Task A_user_who_owns_nothing_is_refused(string sql, string message) => await Denies(Ann, sql, message);
}

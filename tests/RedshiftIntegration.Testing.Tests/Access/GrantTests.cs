using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Access;

public sealed class GrantTests : AccessTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run(Admin, "CREATE TABLE t (a INT, b INT)");
        await Run(Admin, "INSERT INTO t VALUES (1, 2)");
    }

    [Theory]
    [InlineData("SELECT", "SELECT a FROM t")]
    [InlineData("INSERT", "INSERT INTO t VALUES (3, 4)")]
    [InlineData("UPDATE", "UPDATE t SET a = 5")]
    [InlineData("DELETE", "DELETE FROM t")]
    [InlineData("TRUNCATE", "TRUNCATE t")]
    [InlineData("ALTER", "ALTER TABLE t ADD COLUMN c INT")]
    [InlineData("DROP", "DROP TABLE t")]
    [InlineData("UPDATE", "LOCK t")]
    [InlineData("REFERENCES", "CREATE TABLE f (a INT REFERENCES t)")]
    public async Task A_privilege_allows_its_statement_and_no_other(string privilege, string sql)
    {
        await Run(Admin, "CREATE SCHEMA w");
        await Run(Admin, "GRANT USAGE, CREATE ON SCHEMA w TO ann");
        await Run(Admin, "CREATE TABLE w.t (a INT NOT NULL PRIMARY KEY, b INT)");
        await Run(Ann, "SET search_path TO w");
        foreach (string other in new[] { "SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "ALTER", "DROP", "REFERENCES" }.Where(p => p != privilege && !(sql.StartsWith("LOCK", StringComparison.Ordinal) && p is "DELETE" or "TRUNCATE")))
        {
            await Run(Admin, $"GRANT {other} ON w.t TO ann");
        }

        (await Fails(Run(Ann, sql))).SqlState.Should().Be("42501");
        await Run(Admin, $"GRANT {privilege} ON w.t TO ann");
        await Run(Ann, sql);
    }

    [Fact]
    public async Task Update_and_delete_need_select_where_they_name_a_column()
    {
        await Run(Admin, "GRANT UPDATE, DELETE ON t TO ann");

        await Denies(Ann, "UPDATE t SET a = 1 WHERE b = 2", "permission denied for relation t");
        await Denies(Ann, "UPDATE t SET a = b", "permission denied for relation t");
        await Denies(Ann, "DELETE FROM t WHERE a = 1", "permission denied for relation t");
        await Run(Ann, "UPDATE t SET a = 1");
        await Run(Admin, "GRANT SELECT ON t TO ann");
        await Run(Ann, "UPDATE t SET a = 1 WHERE b = 2");
        await Run(Ann, "DELETE FROM t WHERE a = 1");
    }

    [Fact]
    public async Task Merge_needs_select_on_both_tables_and_the_writes_that_it_uses()
    {
        const string Upsert = "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = s.b WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)";
        const string Prune = "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)";
        await Run(Admin, "CREATE TABLE s (a INT, b INT)");
        await Run(Admin, "GRANT INSERT, UPDATE ON t TO ann");
        await Run(Admin, "GRANT SELECT ON s TO ann");

        await Denies(Ann, Upsert, "permission denied for relation t");
        await Run(Admin, "GRANT SELECT ON t TO ann");
        await Run(Ann, Upsert);
        await Denies(Ann, Prune, "permission denied for relation t");
        await Run(Admin, "GRANT DELETE ON t TO ann");
        await Run(Ann, Prune);
        await Run(Ann, "MERGE INTO t USING s ON t.a = s.a REMOVE DUPLICATES");
        await Run(Admin, "REVOKE SELECT ON s FROM ann");
        await Denies(Ann, Upsert, "permission denied for relation s");
    }

    [Fact]
    public async Task A_grant_is_rolled_back_with_its_transaction()
    {
        await Run(Admin, "BEGIN");
        await Run(Admin, "GRANT SELECT ON t TO ann");
        await Denies(Ann, "SELECT a FROM t", "permission denied for relation t");
        await Run(Admin, "ROLLBACK");
        await Denies(Ann, "SELECT a FROM t", "permission denied for relation t");
        await Run(Admin, "BEGIN");
        await Run(Admin, "GRANT SELECT ON t TO ann");
        await Run(Admin, "COMMIT");

        (await Scalar(Ann, "SELECT a FROM t")).Should().Be(1);
    }

    [Fact]
    public async Task The_next_statement_after_a_revoke_is_refused_also_a_prepared_one_and_inside_a_block()
    {
        await Run(Admin, "GRANT SELECT ON t TO ann, bob");
        await using NpgsqlCommand prepared = new("SELECT a FROM t", Ann);
        await prepared.PrepareAsync(Cancel);
        (await prepared.ExecuteScalarAsync(Cancel)).Should().Be(1);
        await Run(Bob, "BEGIN");
        await Scalar(Bob, "SELECT a FROM t");

        await Run(Admin, "REVOKE SELECT ON t FROM ann, bob");

        (await Fails(prepared.ExecuteScalarAsync(Cancel))).SqlState.Should().Be("42501");
        await Denies(Bob, "SELECT a FROM t", "permission denied for relation t");
        (await Fails(Run(Bob, "SELECT 1"))).SqlState.Should().Be("25P02");
    }

    [Fact]
    public async Task The_privileges_of_a_dropped_table_do_not_come_back_with_its_name()
    {
        await Run(Admin, "GRANT ALL ON t TO ann");
        await Run(Admin, "DROP TABLE t");
        await Run(Admin, "CREATE TABLE t (a INT)");

        await Denies(Ann, "SELECT a FROM t", "permission denied for relation t");
        await Run(Admin, "DROP USER ann");
    }

    [Fact]
    public async Task Privileges_follow_a_renamed_table_and_a_renamed_schema()
    {
        await Run(Admin, "CREATE SCHEMA s");
        await Run(Admin, "CREATE TABLE s.u AS SELECT 7 AS a");
        await Run(Admin, "GRANT USAGE ON SCHEMA s TO ann");
        await Run(Admin, "GRANT SELECT ON s.u TO ann");
        await Run(Admin, "ALTER TABLE s.u RENAME TO v");
        await Run(Admin, "ALTER SCHEMA s RENAME TO r");

        (await Scalar(Ann, "SELECT a FROM r.v")).Should().Be(7);
    }

    [Fact]
    public async Task Public_means_everybody_and_a_users_own_grant_outlives_its_revoke()
    {
        await Run(Admin, "GRANT SELECT ON t TO PUBLIC");
        await Run(Admin, "GRANT SELECT ON t TO ann");
        (await Scalar(Bob, "SELECT a FROM t")).Should().Be(1);

        await Run(Admin, "REVOKE SELECT ON t FROM PUBLIC");

        await Denies(Bob, "SELECT a FROM t", "permission denied for relation t");
        (await Scalar(Ann, "SELECT a FROM t")).Should().Be(1);
    }

    [Fact]
    public async Task All_tables_in_a_schema_are_those_of_now()
    {
        await Run(Admin, "CREATE SCHEMA s");
        await Run(Admin, "CREATE TABLE s.a (x INT)");
        await Run(Admin, "CREATE VIEW s.v AS SELECT x FROM s.a");
        await Run(Admin, "GRANT USAGE ON SCHEMA s TO ann");
        await Run(Admin, "GRANT SELECT ON ALL TABLES IN SCHEMA s TO ann");
        await Run(Admin, "CREATE TABLE s.b (x INT)");

        await Run(Ann, "SELECT x FROM s.a");
        await Run(Ann, "SELECT x FROM s.v");
        await Denies(Ann, "SELECT x FROM s.b", "permission denied for relation b");
        await Run(Admin, "REVOKE ALL PRIVILEGES ON ALL TABLES IN SCHEMA s FROM ann");
        await Denies(Ann, "SELECT x FROM s.a", "permission denied for relation a");
    }

    [Fact]
    public async Task Grant_option_lets_a_user_grant_that_privilege_alone()
    {
        await Run(Admin, "GRANT SELECT ON t TO ann WITH GRANT OPTION, bob");
        await Run(Admin, "CREATE USER eve PASSWORD 'Secret123'");
        NpgsqlConnection eve = await LogIn("eve");

        await Denies(Bob, "GRANT SELECT ON t TO eve", "permission denied for relation t");
        await Denies(Ann, "GRANT INSERT ON t TO eve", "permission denied for relation t");
        await Run(Ann, "GRANT SELECT ON t TO eve");
        await Run(eve, "SELECT a FROM t");

        PostgresException dependent = await Fails(Run(Admin, "REVOKE SELECT ON t FROM ann"));
        dependent.SqlState.Should().Be("2BP01");
        await Run(Admin, "REVOKE GRANT OPTION FOR SELECT ON t FROM ann CASCADE");
        await Denies(eve, "SELECT a FROM t", "permission denied for relation t");
        await Run(Ann, "SELECT a FROM t");
        await Denies(Ann, "GRANT SELECT ON t TO eve", "permission denied for relation t");
    }

    [Fact]
    public async Task An_owner_may_take_ordinary_privileges_from_himself_and_keeps_drop_and_grant()
    {
        await Run(Ann, "CREATE TABLE mine (a INT)");
        await Run(Ann, "REVOKE INSERT ON mine FROM ann");
        await Denies(Ann, "INSERT INTO mine VALUES (1)", "permission denied for relation mine");
        await Run(Ann, "REVOKE ALL ON mine FROM ann");
        await Denies(Ann, "SELECT a FROM mine", "permission denied for relation mine");
        await Run(Ann, "ALTER TABLE mine ADD COLUMN b INT");
        await Run(Ann, "GRANT INSERT ON mine TO ann");
        await Run(Ann, "INSERT INTO mine VALUES (1)");
        await Run(Ann, "DROP TABLE mine");
    }

    [Fact]
    public async Task A_view_reads_with_the_rights_of_its_owner()
    {
        await Run(Admin, "CREATE SCHEMA hidden");
        await Run(Admin, "CREATE TABLE hidden.h AS SELECT 7 AS a");
        await Run(Admin, "CREATE VIEW v AS SELECT a FROM hidden.h");
        await Run(Admin, "CREATE VIEW l AS SELECT a FROM hidden.h WITH NO SCHEMA BINDING");
        await Denies(Ann, "SELECT a FROM v", "permission denied for relation v");
        await Run(Admin, "GRANT SELECT ON v, l TO ann");

        (await Scalar(Ann, "SELECT a FROM v")).Should().Be(7);
        (await Scalar(Ann, "SELECT a FROM l")).Should().Be(7);
        await Denies(Ann, "SELECT a FROM hidden.h", "permission denied for schema hidden");
    }

    [Fact]
    public async Task A_view_whose_owner_has_lost_his_right_is_refused_to_all_but_superusers_views()
    {
        await Run(Admin, "GRANT SELECT ON t TO ann");
        await Run(Ann, "CREATE VIEW v AS SELECT a FROM t");
        await Run(Ann, "GRANT SELECT ON v TO bob");
        (await Scalar(Bob, "SELECT a FROM v")).Should().Be(1);

        await Run(Admin, "REVOKE SELECT ON t FROM ann");

        await Denies(Bob, "SELECT a FROM v", "permission denied for relation t");
        await Denies(Ann, "SELECT a FROM v", "permission denied for relation t");
    }

    [Fact]
    public async Task A_replaced_view_keeps_its_owner_and_its_grants()
    {
        await Run(Ann, "CREATE VIEW v AS SELECT 1 AS a");
        await Run(Ann, "GRANT SELECT ON v TO bob");
        await Denies(Bob, "CREATE OR REPLACE VIEW v AS SELECT 2 AS a", "must be owner of relation v");
        await Run(Admin, "CREATE OR REPLACE VIEW v AS SELECT 3 AS a");

        (await Scalar(Bob, "SELECT a FROM v")).Should().Be(3);
        (await Scalar(Admin, "SELECT viewowner FROM pg_views WHERE viewname = 'v'")).Should().Be("ann");
    }

    [Fact]
    public async Task Owner_to_carries_the_grants_over()
    {
        await Run(Admin, "GRANT SELECT ON t TO bob");
        await Run(Admin, "ALTER TABLE t OWNER TO ann");

        await Run(Ann, "INSERT INTO t VALUES (5, 6)");
        (await Scalar(Bob, "SELECT count(*) FROM t")).Should().Be(2L);
        await Run(Ann, "REVOKE SELECT ON t FROM bob");
        await Denies(Bob, "SELECT a FROM t", "permission denied for relation t");
        await Denies(Ann, "ALTER TABLE t OWNER TO bob", "must be superuser to change owner");
    }

    [Fact]
    public async Task The_schema_public_and_temporary_tables_are_open_until_public_loses_them()
    {
        await Run(Ann, "CREATE TABLE mine (a INT)");
        await Run(Ann, "CREATE TEMP TABLE tmp (a INT)");
        await Run(Admin, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        await Run(Admin, "REVOKE TEMP ON DATABASE dev FROM PUBLIC");

        await Denies(Ann, "CREATE TABLE other (a INT)", "permission denied for schema public");
        await Denies(Ann, "CREATE TEMP TABLE other (a INT)", "permission denied for database dev");
        await Denies(Ann, "ALTER TABLE mine RENAME TO other", "permission denied for schema public");
        await Run(Ann, "SELECT a FROM tmp");
        await Run(Admin, "GRANT CREATE ON DATABASE dev TO ann");
        await Run(Ann, "CREATE SCHEMA s");
        await Run(Ann, "CREATE TABLE s.other (a INT)");
    }

    [Fact]
    public async Task Without_usage_an_unqualified_name_is_looked_for_in_the_next_schema()
    {
        await Run(Admin, "CREATE SCHEMA s");
        await Run(Admin, "CREATE TABLE s.t (a INT)");
        await Run(Admin, "GRANT SELECT ON public.t, s.t TO ann");
        await Run(Ann, "SET search_path TO s, public");

        (await Scalar(Ann, "SELECT count(*) FROM t")).Should().Be(1L);
        await Run(Admin, "GRANT USAGE ON SCHEMA s TO ann");
        (await Scalar(Ann, "SELECT count(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task Two_transactions_that_grant_on_one_table_lose_neither_grant()
    {
        await Run(Admin, "BEGIN");
        await Run(Admin, "GRANT SELECT ON t TO ann");
        await using NpgsqlConnection other = await Connect();
        Task second = Run(other, "GRANT SELECT ON t TO bob");
        await Run(Admin, "COMMIT");
        await second;

        await Run(Ann, "SELECT a FROM t");
        await Run(Bob, "SELECT a FROM t");
    }

    [Fact]
    public async Task Two_users_at_once_each_have_their_own_rights()
    {
        await Run(Admin, "GRANT SELECT ON t TO ann");
        await Run(Admin, "GRANT INSERT ON t TO bob");
        Task[] statements = [.. Enumerable.Range(0, 20).SelectMany(i => new[] { Task.Run(() => OneAfterTheOther(Ann, i)), Task.Run(() => OneAfterTheOther(Bob, i)) })];

        await Task.WhenAll(statements);

        (await Scalar(Admin, "SELECT count(*) FROM t")).Should().Be(21L);
    }

    private readonly SemaphoreSlim annsTurn = new(1);
    private readonly SemaphoreSlim bobsTurn = new(1);

    private async Task OneAfterTheOther(NpgsqlConnection user, int number)
    {
        SemaphoreSlim turn = user == Ann ? annsTurn : bobsTurn;
        await turn.WaitAsync(Cancel);
        try
        {
            if (user == Ann)
            {
                await Run(Ann, "SELECT a FROM t");
                await Denies(Ann, $"INSERT INTO t VALUES ({number}, 0)", "permission denied for relation t");
            }
            else
            {
                await Run(Bob, $"INSERT INTO t VALUES ({number}, 0)");
                await Denies(Bob, "SELECT a FROM t", "permission denied for relation t");
            }
        }
        finally
        {
            turn.Release();
        }
    }

    [Fact]
    public async Task A_refusal_shows_nothing_of_the_rows()
    {
        await Run(Admin, "CREATE TABLE secret AS SELECT 'top secret'::VARCHAR(20) AS word");
        await Run(Admin, "CREATE VIEW v AS SELECT CAST(word AS INT) AS n FROM secret");

        PostgresException error = await Fails(Run(Ann, "SELECT CAST(word AS INT) FROM secret"));
        PostgresException inView = await Fails(Run(Ann, "SELECT n FROM v"));

        $"{error.MessageText}{error.Detail}{error.Hint}{inView.MessageText}{inView.Detail}{inView.Hint}".Should().NotContain("top");
        error.SqlState.Should().Be("42501");
        inView.SqlState.Should().Be("42501");
    }

    [Theory]
    [InlineData("GRANT SELECT ON t TO nobody", "42704")]
    [InlineData("GRANT SELECT ON nowhere TO ann", "42P01")]
    [InlineData("GRANT USAGE ON t TO ann", "0LP01")]
    [InlineData("GRANT SELECT ON SCHEMA public TO ann", "0LP01")]
    [InlineData("GRANT USAGE ON SCHEMA nowhere TO ann", "3F000")]
    [InlineData("GRANT CREATE ON DATABASE nowhere TO ann", "3D000")]
    [InlineData("GRANT SELECT ON t TO PUBLIC WITH GRANT OPTION", "0LP01")]
    [InlineData("GRANT EVERYTHING ON t TO ann", "42601")]
    [InlineData("GRANT RULE ON t TO ann", "42601")]
    [InlineData("GRANT SELECT t TO ann", "42601")]
    [InlineData("GRANT SELECT ON t", "42601")]
    [InlineData("GRANT SELECT ON SEQUENCE q TO ann", "42601")]
    [InlineData("GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ann", "42601")]
    [InlineData("GRANT SELECT ON FUTURE TABLES IN SCHEMA public TO ann", "42601")]
    [InlineData("REVOKE SELECT ON t TO ann", "42601")]
    [InlineData("GRANT SELECT ON t TO GROUP g", "0A000")]
    [InlineData("GRANT SELECT ON t TO ROLE r", "0A000")]
    [InlineData("GRANT ROLE r TO ann", "0A000")]
    [InlineData("GRANT SELECT (a) ON t TO ann", "0A000")]
    [InlineData("GRANT ALL (a) ON t TO ann", "0A000")]
    [InlineData("GRANT EXECUTE ON FUNCTION f(INT) TO ann", "0A000")]
    [InlineData("GRANT ASSUMEROLE ON ALL TO ann FOR COPY", "0A000")]
    [InlineData("GRANT ALTER ON DATASHARE d TO ann", "0A000")]
    [InlineData("GRANT EXECUTE ON MODEL m TO ann", "0A000")]
    [InlineData("GRANT CREATE MODEL TO ann", "0A000")]
    [InlineData("GRANT CREATE USER TO ROLE r", "0A000")]
    [InlineData("GRANT TRUNCATE TABLE TO ROLE r", "0A000")]
    [InlineData("GRANT USAGE ON LANGUAGE sql TO ann", "0A000")]
    [InlineData("GRANT SELECT FOR TABLES IN SCHEMA public TO ann", "0A000")]
    [InlineData("GRANT SELECT ON t TO RLS POLICY p", "0A000")]
    [InlineData("GRANT SELECT ON svv_table_info TO ann", "0A000")]
    [InlineData("REVOKE ADMIN OPTION FOR ROLE r FROM ann", "0A000")]
    [InlineData("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ann", "0A000")]
    [InlineData("CREATE RLS POLICY p USING (true)", "0A000")]
    [InlineData("ATTACH RLS POLICY p ON t TO ann", "0A000")]
    [InlineData("ALTER TABLE t ROW LEVEL SECURITY ON", "0A000")]
    [InlineData("CREATE MASKING POLICY p WITH (a INT) USING (0)", "0A000")]
    [InlineData("ATTACH MASKING POLICY p ON t(a) TO ann", "0A000")]
    [InlineData("CREATE GROUP g", "0A000")]
    [InlineData("CREATE ROLE r", "0A000")]
    public async Task Other_grants_are_refused(string sql, string sqlState) => (await Fails(Run(Admin, sql))).SqlState.Should().Be(sqlState);
}

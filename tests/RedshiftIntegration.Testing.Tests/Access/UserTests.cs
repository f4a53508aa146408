using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Access;

public sealed class UserTests : AccessTest
{
    [Theory]
    [InlineData("CREATE USER x", "42601")]
    [InlineData("CREATE USER x CREATEDB PASSWORD 'Secret123'", "42601")]
    [InlineData("CREATE USER x PASSWORD Secret123", "42601")]
    [InlineData("CREATE USER x PASSWORD 'Secret123' CREATEDB NOCREATEDB", "42601")]
    [InlineData("CREATE USER x PASSWORD 'Secret123' SUPERUSER", "42601")]
    [InlineData("CREATE USER x PASSWORD 'Short1'", "22023")]
    [InlineData("CREATE USER x PASSWORD 'lowercase1'", "22023")]
    [InlineData("CREATE USER x PASSWORD 'UPPERCASE1'", "22023")]
    [InlineData("CREATE USER x PASSWORD 'NoNumbers'", "22023")]
    [InlineData("CREATE USER x PASSWORD 'With Blank1'", "22023")]
    [InlineData("CREATE USER x PASSWORD 'With@Sign1'", "22023")]
    [InlineData("CREATE USER x PASSWORD 'Secret123' VALID UNTIL 'tomorrow-ish'", "22007")]
    [InlineData("CREATE USER x PASSWORD 'md5153c434b4b77c89e6b94f12c5393af5b'", "0A000")]
    [InlineData("CREATE USER x PASSWORD 'sha256|fe95f2bc7c4a111b6f0f7d0b60bfedd1935fb295f8dce1d62708ab8d2f564baf|c721bff5d9042cf541ff7b9d48fa8a6e'", "0A000")]
    [InlineData("CREATE USER x PASSWORD 'Secret123' IN GROUP g", "0A000")]
    [InlineData("CREATE USER x PASSWORD 'Secret123' SESSION TIMEOUT 120", "0A000")]
    [InlineData("CREATE USER x PASSWORD DISABLE EXTERNALID y", "0A000")]
    [InlineData("CREATE USER x PASSWORD DISABLE CREATEUSER", "00000")]
    [InlineData("CREATE USER ann PASSWORD 'Secret123'", "42710")]
    [InlineData("CREATE USER public PASSWORD 'Secret123'", "42939")]
    [InlineData("ALTER USER nobody CREATEDB", "42704")]
    [InlineData("ALTER USER ann", "42601")]
    [InlineData("ALTER USER ann CREATEDB,", "42601")]
    [InlineData("ALTER USER ann RENAME TO bob", "42710")]
    [InlineData("ALTER USER awsuser RENAME TO other", "0A000")]
    [InlineData("ALTER USER awsuser PASSWORD DISABLE", "0A000")]
    [InlineData("ALTER USER ann SET nonsense TO 1", "42704")]
    [InlineData("DROP USER nobody", "42704")]
    [InlineData("DROP USER awsuser", "55006")]
    [InlineData("SET SESSION AUTHORIZATION nobody", "42704")]
    [InlineData("CREATE SCHEMA s AUTHORIZATION nobody", "42704")]
    [InlineData("ALTER SCHEMA public OWNER TO nobody", "42704")]
    public async Task A_statement_on_users_is_answered(string sql, string sqlState)
    {
        if (sqlState == "00000")
        {
            await Run(Admin, sql);
            return;
        }

        (await Fails(Run(Admin, sql))).SqlState.Should().Be(sqlState);
    }

    [Fact]
    public async Task Users_are_listed_with_their_options()
    {
        await Run(Admin, "CREATE USER eve WITH PASSWORD 'Secret123' CREATEDB VALID UNTIL '2030-01-02 03:04:05' CONNECTION LIMIT 5 SYSLOG ACCESS UNRESTRICTED");
        await Run(Admin, "ALTER USER eve SET search_path TO s, public");

        (await Text(Admin, "SELECT usename, usecreatedb, usesuper, passwd, useconfig, useconnlimit FROM pg_user_info WHERE usesysid > 1 ORDER BY usename"))
            .Should().Be("ann|f|f|********|<null>|UNLIMITED\nawsuser|t|t|********|<null>|UNLIMITED\nbob|f|f|********|<null>|UNLIMITED\neve|t|f|********|{search_path=s, public}|5");
        (await Scalar(Admin, "SELECT valuntil FROM pg_user WHERE usename = 'eve'")).Should().Be(new DateTime(2030, 1, 2, 3, 4, 5));
        (await Text(Admin, "SELECT user_name, syslog_access FROM svv_user_info ORDER BY 1")).Should().Be("ann|RESTRICTED\nawsuser|UNRESTRICTED\nbob|RESTRICTED\neve|UNRESTRICTED");
        (await Text(Ann, "SELECT user_name FROM svv_user_info")).Should().Be("ann");
        await Run(Admin, "ALTER USER eve NOCREATEDB, CONNECTION LIMIT UNLIMITED, VALID UNTIL 'infinity'");
        await Run(Admin, "ALTER USER eve RESET search_path");
        (await Text(Admin, "SELECT usecreatedb, valuntil, useconfig, useconnlimit FROM pg_user_info WHERE usename = 'eve'")).Should().Be("f|<null>|<null>|UNLIMITED");
    }

    [Fact]
    public async Task A_user_is_created_altered_and_dropped_with_its_transaction()
    {
        await Run(Admin, "BEGIN");
        await Run(Admin, "CREATE USER eve PASSWORD 'Secret123'");
        await Run(Admin, "DROP USER bob");
        await Run(Admin, "ROLLBACK");

        (await Text(Admin, "SELECT usename FROM pg_user WHERE usesysid > 100 ORDER BY 1")).Should().Be("ann\nbob");
    }

    [Fact]
    public async Task A_user_who_owns_or_holds_something_is_not_dropped()
    {
        await Run(Admin, "CREATE TABLE t (a INT)");
        await Run(Admin, "GRANT SELECT ON t TO bob");
        await Run(Admin, "CREATE SCHEMA AUTHORIZATION ann");

        (await Fails(Run(Admin, "DROP USER ann"))).Should().Match<PostgresException>(e => e.SqlState == "55006" && e.MessageText == "user \"ann\" can't be dropped because the user owns some object");
        (await Fails(Run(Admin, "DROP USER bob"))).Should().Match<PostgresException>(e => e.SqlState == "55006" && e.MessageText == "user \"bob\" can't be dropped because the user has a privilege on some object");
        await Run(Admin, "ALTER SCHEMA ann OWNER TO awsuser");
        await Run(Admin, "REVOKE ALL ON t FROM bob");
        await Run(Admin, "DROP USER ann, bob");
        await Run(Admin, "DROP USER IF EXISTS ann");
        (await Fails(Run(Ann, "SELECT 1"))).SqlState.Should().Be("28000");
    }

    [Fact]
    public async Task A_superuser_acts_as_another_and_comes_back()
    {
        await Run(Admin, "CREATE TABLE t (a INT)");
        await Run(Admin, "SET SESSION AUTHORIZATION 'ann'");
        (await Text(Admin, "SELECT current_user, session_user, user")).Should().Be("ann|ann|ann");
        await Denies(Admin, "SELECT a FROM t", "permission denied for relation t");
        await Run(Admin, "SET SESSION AUTHORIZATION bob");
        await Run(Admin, "CREATE TABLE bobs (a INT)");
        await Run(Admin, "RESET SESSION AUTHORIZATION");
        await Run(Admin, "SELECT a FROM t");
        (await Scalar(Admin, "SELECT tableowner FROM pg_tables WHERE tablename = 'bobs'")).Should().Be("bob");

        await Run(Admin, "BEGIN");
        await Run(Admin, "SET LOCAL SESSION AUTHORIZATION ann");
        (await Scalar(Admin, "SELECT current_user")).Should().Be("ann");
        await Run(Admin, "COMMIT");
        (await Scalar(Admin, "SELECT current_user")).Should().Be("awsuser");
        await Run(Admin, "BEGIN");
        await Run(Admin, "SET SESSION AUTHORIZATION ann");
        await Run(Admin, "ROLLBACK");
        (await Scalar(Admin, "SELECT current_user")).Should().Be("awsuser");
    }

    [Fact]
    public async Task A_created_superuser_may_everything()
    {
        await Run(Admin, "CREATE TABLE t (a INT)");
        await Run(Admin, "ALTER USER ann CREATEUSER");

        await Run(Ann, "INSERT INTO t VALUES (1)");
        await Run(Ann, "DROP TABLE t");
        await Run(Ann, "SET SESSION AUTHORIZATION bob");
    }

    [Fact]
    public async Task Current_user_id_is_the_users_number()
    {
        object? id = await Scalar(Ann, "SELECT current_user_id");

        id.Should().Be(await Scalar(Admin, "SELECT usesysid FROM pg_user WHERE usename = 'ann'"));
        (await Scalar(Admin, "SELECT current_user_id")).Should().Be(100);
    }

    [Fact]
    public async Task Objects_keep_their_owner_through_a_rename_of_the_user()
    {
        await Run(Ann, "CREATE TABLE t (a INT)");
        await Run(Admin, "ALTER USER ann RENAME TO anna");

        (await Scalar(Admin, "SELECT tableowner FROM pg_tables WHERE tablename = 't'")).Should().Be("anna");
        (await Scalar(Ann, "SELECT current_user")).Should().Be("anna");
    }

    [Fact]
    public async Task Passwords_are_in_no_text_that_the_server_keeps_or_sends()
    {
        await Run(Admin, "CREATE USER eve PASSWORD 'Hidden123' CREATEDB");
        await Run(Admin, "ALTER USER eve PASSWORD 'Hidden456'");
        await Run(Ann, "ALTER USER ann PASSWORD 'Hidden789'");
        List<PostgresException> errors =
        [
            await Fails(Run(Admin, "CREATE USER eve PASSWORD 'Hidden123'")),
            await Fails(Run(Admin, "CREATE USER x PASSWORD 'hidden123'")),
            await Fails(Run(Admin, "CREATE USER x PASSWORD DISABLE 'Hidden123'")),
            await Fails(Run(Admin, "CREATE USER x PASSWORD \"Hidden123\"")),
            await Fails(Run(Admin, "CREATE USER x PASSWORD Hidden123")),
            await Fails(Run(Admin, "CREATE USER x PASSWORD 'Hidden123")),
            await Fails(Run(Admin, "CREATE USER x PASSWORD $$Hidden123$$ PASSWORD 'Hidden123'")),
            await Fails(Run(Ann, "CREATE USER x PASSWORD 'Hidden123'")),
        ];

        string.Join('\n', errors.Select(e => e.MessageText + e.Detail + e.Hint)).Should().NotContainEquivalentOf("hidden");
        string.Join('\n', Redshift.Statements).Should().NotContainEquivalentOf("hidden").And.Contain("CREATE USER eve PASSWORD '***' CREATEDB");
        (await Text(Admin, "SELECT query_text, error_message FROM sys_query_history")).Should().NotContainEquivalentOf("hidden");
    }
}

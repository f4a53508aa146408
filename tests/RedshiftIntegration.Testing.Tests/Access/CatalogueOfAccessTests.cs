namespace RedshiftIntegration.Testing.Tests.Access;

public sealed class CatalogueOfAccessTests : AccessTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run(Admin, "CREATE SCHEMA s");
        await Run(Admin, "CREATE TABLE s.t (a INT)");
        await Run(Admin, "CREATE TABLE s.u (a INT)");
        await Run(Admin, "GRANT USAGE ON SCHEMA s TO ann");
        await Run(Admin, "GRANT SELECT, INSERT ON s.t TO ann WITH GRANT OPTION");
        await Run(Admin, "GRANT SELECT ON s.t TO PUBLIC");
    }

    [Fact]
    public async Task Grants_are_listed_in_the_views_of_privileges()
    {
        const string Columns = "privilege_type, identity_name, identity_type, admin_option";
        (await Text(Admin, $"SELECT namespace_name, relation_name, {Columns} FROM svv_relation_privileges ORDER BY 1, 2, 4, 3"))
            .Should().Be("s|t|INSERT|ann|user|t\ns|t|SELECT|ann|user|t\ns|t|SELECT|public|public|f");
        (await Text(Bob, $"SELECT relation_name, {Columns} FROM svv_relation_privileges")).Should().Be("t|SELECT|public|public|f");
        (await Text(Admin, $"SELECT namespace_name, {Columns} FROM svv_schema_privileges ORDER BY 1, 2"))
            .Should().Be("public|CREATE|public|public|f\npublic|USAGE|public|public|f\ns|USAGE|ann|user|f");
        (await Text(Admin, $"SELECT database_name, {Columns} FROM svv_database_privileges")).Should().Be("dev|TEMP|public|public|f");
        (await Text(Admin, "SELECT grantor, grantee, table_name, privilege_type, is_grantable FROM information_schema.table_privileges ORDER BY 2, 4"))
            .Should().Be("awsuser|PUBLIC|t|SELECT|NO\nawsuser|ann|t|INSERT|YES\nawsuser|ann|t|SELECT|YES");
    }

    [Fact]
    public async Task Acls_are_in_the_catalogue_as_postgres_prints_them()
    {
        (await Text(Admin, "SELECT relname, relacl FROM pg_class WHERE relname IN ('t', 'u') ORDER BY 1"))
            .Should().Be("t|{awsuser=arwdRxtDPA/awsuser,ann=a*r*/awsuser,=r/awsuser}\nu|<null>");
        (await Text(Admin, "SELECT nspname, pg_get_userbyid(nspowner), nspacl FROM pg_namespace WHERE nspname = 's'")).Should().Be("s|awsuser|{awsuser=UCDA/awsuser,ann=U/awsuser}");
        (await Text(Ann, "SELECT pg_get_userbyid(100), pg_get_userbyid(1), pg_get_userbyid(999)")).Should().Be("awsuser|rdsdb|unknown (OID=999)");
    }

    [Theory]
    [InlineData("has_table_privilege('s.t', 'select')", "t")]
    [InlineData("has_table_privilege('s.t', 'INSERT')", "t")]
    [InlineData("has_table_privilege('s.t', 'INSERT WITH GRANT OPTION')", "t")]
    [InlineData("has_table_privilege('s.t', 'delete')", "f")]
    [InlineData("has_table_privilege('s.u', 'select')", "f")]
    [InlineData("has_table_privilege('bob', 's.t', 'select')", "t")]
    [InlineData("has_table_privilege('bob', 's.t', 'insert')", "f")]
    [InlineData("has_table_privilege('awsuser', 's.u', 'drop')", "t")]
    [InlineData("has_table_privilege('pg_class', 'select')", "t")]
    [InlineData("has_table_privilege('pg_shadow', 'select')", "f")]
    [InlineData("has_table_privilege(NULL, 's.t', 'select')", "<null>")]
    [InlineData("has_schema_privilege('s', 'usage')", "t")]
    [InlineData("has_schema_privilege('s', 'create')", "f")]
    [InlineData("has_schema_privilege('bob', 's', 'usage')", "f")]
    [InlineData("has_schema_privilege('bob', 'public', 'create')", "t")]
    [InlineData("has_database_privilege('dev', 'temp')", "t")]
    [InlineData("has_database_privilege('dev', 'create')", "f")]
    [InlineData("has_database_privilege('awsuser', 'dev', 'create')", "t")]
    public async Task Privilege_functions_tell_the_truth(string call, string answer) => (await Text(Ann, $"SELECT {call}")).Should().Be(answer);

    [Theory]
    [InlineData("has_table_privilege('s.nowhere', 'select')", "42P01")]
    [InlineData("has_table_privilege('nobody', 's.t', 'select')", "42704")]
    [InlineData("has_table_privilege('s.t', 'read')", "22023")]
    [InlineData("has_table_privilege('s.t', 'usage')", "22023")]
    [InlineData("has_schema_privilege('nowhere', 'usage')", "3F000")]
    [InlineData("has_database_privilege('nowhere', 'temp')", "3D000")]
    public async Task Privilege_functions_refuse_what_is_not_there(string call, string sqlState) => (await Fails(Text(Ann, $"SELECT {call}"))).SqlState.Should().Be(sqlState);

    [Fact]
    public async Task Privilege_functions_take_columns_of_the_catalogue_and_see_a_revoke()
    {
        const string Matrix = "SELECT u.usename, has_table_privilege(u.usename, t.schemaname || '.' || t.tablename, 'select') FROM pg_tables t, pg_user u WHERE t.tablename = 'u' AND u.usesysid >= 100 ORDER BY 1";
        (await Text(Admin, Matrix)).Should().Be("ann|f\nawsuser|t\nbob|f");
        await Run(Admin, "GRANT SELECT ON s.u TO bob");
        (await Text(Admin, Matrix)).Should().Be("ann|f\nawsuser|t\nbob|t");
        (await Text(Bob, "SELECT has_table_privilege(oid, 'select') FROM pg_class WHERE relname = 'u'")).Should().Be("t");
        await Run(Admin, "REVOKE SELECT ON s.u FROM bob");
        (await Text(Bob, "SELECT has_table_privilege(oid, 'select') FROM pg_class WHERE relname = 'u'")).Should().Be("f");
    }

    [Fact]
    public async Task Users_see_in_the_views_of_tables_what_they_have_a_right_to()
    {
        await Run(Bob, "CREATE TABLE bobs (a INT)");
        foreach (string view in new[] { "svv_tables", "svv_columns", "information_schema.tables", "information_schema.columns" })
        {
            (await Text(Ann, $"SELECT table_name FROM {view} WHERE table_schema IN ('s', 'public') ORDER BY 1")).Should().Be("t", view);
            (await Text(Bob, $"SELECT table_name FROM {view} WHERE table_schema IN ('s', 'public') ORDER BY 1")).Should().Be("bobs\nt", view);
            (await Text(Admin, $"SELECT table_name FROM {view} WHERE table_schema IN ('s', 'public') ORDER BY 1")).Should().Be("bobs\nt\nu", view);
        }

        await Run(Ann, "SET search_path TO s, public");
        (await Text(Ann, "SELECT tablename FROM pg_table_def WHERE schemaname IN ('s', 'public')")).Should().Be("t");
        (await Text(Bob, "SELECT schema_name FROM information_schema.schemata ORDER BY 1")).Should().Be("information_schema\npg_catalog\npublic");
    }

    [Fact]
    public async Task Users_see_their_own_history_unless_the_log_is_open_to_them()
    {
        const string Count = "SELECT count(*) FROM sys_query_history WHERE query_text LIKE '%bobs own%' AND query_text NOT LIKE '%count%'";
        await Scalar(Bob, "SELECT 1 /* bobs own */");
        await Scalar(Bob, "SELECT 'bobs own'");

        (await Scalar(Ann, Count)).Should().Be(0L);
        (await Scalar(Bob, Count)).Should().NotBe(0L);
        (await Scalar(Admin, Count)).Should().NotBe(0L);
        await Run(Admin, "ALTER USER ann SYSLOG ACCESS UNRESTRICTED");
        (await Scalar(Ann, Count)).Should().NotBe(0L);
    }
}

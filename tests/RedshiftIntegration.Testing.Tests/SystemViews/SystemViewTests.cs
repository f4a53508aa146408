using Dapper;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.SystemViews;

public sealed class SystemViewTests : RedshiftTest
{
    private const string Orders = """
        CREATE TABLE s.orders (
          id BIGINT NOT NULL ENCODE az64, region VARCHAR(40) NOT NULL ENCODE lzo, total DECIMAL(12,2) DEFAULT 0, doc SUPER, PRIMARY KEY (id, region))
        DISTSTYLE KEY DISTKEY (region) COMPOUND SORTKEY (region, id)
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run("CREATE SCHEMA s");
        await Run(Orders);
    }

    [Fact]
    public async Task Pg_attribute_has_redshifts_own_columns()
    {
        await using NpgsqlConnection connection = await Connect();

        IEnumerable<(string, string, bool, bool, int, short)> rows = await connection.QueryAsync<(string, string, bool, bool, int, short)>(
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attisdistkey, a.attsortkeyord, a.attnum
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = @s AND c.relname = @t AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
            """,
            new { s = "s", t = "orders" });

        rows.Should().Equal(
            ("id", "bigint", true, false, 2, (short)1),
            ("region", "character varying(40)", true, true, 1, (short)2),
            ("total", "numeric(12,2)", false, false, 0, (short)3),
            ("doc", "super", false, false, 0, (short)4));
    }

    [Theory]
    [InlineData("DISTSTYLE EVEN", 0)]
    [InlineData("DISTSTYLE KEY DISTKEY (a)", 1)]
    [InlineData("DISTSTYLE ALL", 8)]
    [InlineData("", 10)]
    public async Task Pg_class_tells_the_distribution_style(string style, int number)
    {
        await Run($"CREATE TABLE s.t (a INTEGER) {style}");

        (await Scalar("SELECT reldiststyle FROM pg_class WHERE relname = 't'")).Should().Be((short)number);
    }

    [Fact]
    public async Task Keys_and_comments_can_be_read()
    {
        await Run("COMMENT ON TABLE s.orders IS 'all orders'");

        (await Scalar("SELECT conkey FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid WHERE r.relname = 'orders' AND c.contype = 'p'")).Should().Be("{1,2}");
        (await Scalar("SELECT d.description FROM pg_description d JOIN pg_class c ON c.oid = d.objoid WHERE c.relname = 'orders' AND d.objsubid = 0")).Should().Be("all orders");
        (await Scalar("SELECT obj_description(oid) FROM pg_class WHERE relname = 'orders'")).Should().Be("all orders");
    }

    [Fact]
    public async Task A_session_sees_its_own_uncommitted_table_and_others_do_not()
    {
        const string Count = "SELECT COUNT(*) FROM pg_class WHERE relname = 'fresh'";
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Run(connection, "CREATE TABLE s.fresh (a INTEGER)");

        (await Scalar(connection, Count)).Should().Be(1L);
        (await Scalar(Count)).Should().Be(0L);
        await Run(connection, "ROLLBACK");
        (await Scalar(connection, Count)).Should().Be(0L);
    }

    [Fact]
    public async Task The_information_schema_lists_schemas_tables_and_columns()
    {
        (await Scalar("SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 's'")).Should().Be(1L);
        (await Rows("SELECT table_schema, table_name, table_type FROM information_schema.tables WHERE table_schema = 's'"))
            .Single().Should().Equal("s", "orders", "BASE TABLE");
        (await Rows("SELECT column_name, data_type, character_maximum_length, numeric_precision, numeric_scale, is_nullable, column_default FROM information_schema.columns WHERE table_name = 'orders' ORDER BY ordinal_position"))
            .Should().BeEquivalentTo(
                new object?[][]
                {
                    ["id", "bigint", null, 64, 0, "NO", null],
                    ["region", "character varying", 40, null, null, "NO", null],
                    ["total", "numeric", null, 12, 2, "YES", "0"],
                    ["doc", "super", null, null, null, "YES", null],
                },
                o => o.WithStrictOrdering());
    }

    [Fact]
    public async Task Pg_table_def_shows_what_the_search_path_reaches()
    {
        const string Query = "SELECT \"column\", type, encoding, distkey, sortkey, \"notnull\" FROM pg_table_def WHERE tablename = 'orders'";
        (await Rows(Query)).Should().BeEmpty();
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "SET search_path TO s, public");

        List<dynamic> rows = (await connection.QueryAsync(Query)).AsList();

        rows.Should().HaveCount(4);
        ((string)rows[1].type, (string)rows[1].encoding, (bool)rows[1].distkey, (int)rows[1].sortkey, (bool)rows[1].notnull)
            .Should().Be(("character varying(40)", "lzo", true, 1, true));
    }

    [Fact]
    public async Task Svv_table_info_counts_rows_and_leaves_empty_tables_out()
    {
        await Run("CREATE TABLE s.empty (a INTEGER)");
        await Run("INSERT INTO s.orders (id, region) VALUES (1, 'eu'), (2, 'us')");

        (await Rows("SELECT \"schema\", \"table\", diststyle, sortkey1, tbl_rows FROM svv_table_info WHERE \"schema\" = 's'"))
            .Single().Should().Equal("s", "orders", "KEY(region)", "region", 2L);
    }

    [Fact]
    public async Task Svv_transactions_shows_who_holds_what()
    {
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Run(connection, "LOCK s.orders");

        (await Rows("SELECT lock_mode, granted FROM svv_transactions WHERE lock_mode = 'AccessExclusiveLock'")).Single().Should().Equal("AccessExclusiveLock", true);
    }

    [Fact]
    public async Task Npgsqls_schema_collections_work()
    {
        await using NpgsqlConnection connection = await Connect();

        (await connection.GetSchemaAsync("Tables", [null, "s", "orders"], Cancel)).Rows.Count.Should().Be(1);
    }
}

namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>ALTER TABLE, table by table.</summary>
public sealed class AlterTableTests : IDisposable
{
    private readonly Dialect db = new();

    public AlterTableTests() => db.Run(
        """
        CREATE TABLE p (id INT PRIMARY KEY, u INT UNIQUE);
        CREATE TABLE t (a INT NOT NULL, b VARCHAR(5) ENCODE lzo, c INT, d VARCHAR(9) ENCODE bytedict, CONSTRAINT fk FOREIGN KEY (c) REFERENCES p (id)) DISTSTYLE EVEN;
        CREATE TABLE i (a INT, b VARCHAR(5)) INTERLEAVED SORTKEY (a);
        CREATE TABLE one (a INT)
        """);

    public void Dispose() => db.Dispose();

    [Theory]
    [InlineData("ADD COLUMN x INT, ADD COLUMN y INT", "42601")]
    [InlineData("ALTER DISTSTYLE EVEN, ALTER SORTKEY (a)", "42601")]
    [InlineData("ALTER SORTKEY (a), ALTER SORTKEY (c)", "42601")]
    [InlineData("ALTER COLUMN b TYPE VARCHAR(9), ALTER COLUMN c ENCODE lzo", "42601")]
    [InlineData("ALTER SORTKEY (a, a)", "42701")]
    [InlineData("ALTER INTERLEAVED SORTKEY (a)", "0A000")]
    [InlineData("ALTER COLUMN b ENCODE az64", "42P16")]
    [InlineData("ALTER COLUMN b ENCODE lzo", "0A000")]
    [InlineData("ALTER COLUMN b ENCODE zip", "42601")]
    [InlineData("ALTER COLUMN d TYPE VARCHAR(20)", "0A000")]
    [InlineData("ALTER COLUMN c TYPE BIGINT", "0A000")]
    [InlineData("ADD PRIMARY KEY (c)", "42P16")]
    [InlineData("ADD UNIQUE (nope)", "42703")]
    [InlineData("ADD FOREIGN KEY (a) REFERENCES i (a)", "42830")]
    [InlineData("ADD FOREIGN KEY (a, c) REFERENCES p (id)", "42830")]
    [InlineData("ADD FOREIGN KEY (a) REFERENCES i", "42704")]
    [InlineData("ADD FOREIGN KEY (a) REFERENCES nope (a)", "42P01")]
    [InlineData("ADD CONSTRAINT fk UNIQUE (a)", "42710")]
    [InlineData("ADD CHECK (a > 0)", "0A000")]
    [InlineData("ADD CONSTRAINT k CHECK (a > 0)", "0A000")]
    [InlineData("DROP CONSTRAINT nope", "42704")]
    [InlineData("DROP COLUMN c", "2BP01")]
    [InlineData("RENAME TO #x", "42601")]
    [InlineData("RENAME TO p", "42P07")]
    [InlineData("RENAME COLUMN a TO b", "42701")]
    [InlineData("ALTER COLUMN a SET NOT NULL", "42601")]
    [InlineData("ALTER COLUMN a SET DEFAULT 1", "42601")]
    [InlineData("ADD COLUMN x INT IDENTITY(1,1)", "0A000")]
    public void An_action_is_refused(string action, string state) => db.Refused($"ALTER TABLE t {action}").SqlState.Should().Be(state);

    [Theory]
    [InlineData("ALTER TABLE i ALTER COLUMN b ENCODE zstd", "0A000")]
    [InlineData("ALTER TABLE one DROP COLUMN a", "0A000")]
    [InlineData("ALTER TABLE p DROP COLUMN id", "2BP01")]
    [InlineData("ALTER TABLE p DROP CONSTRAINT p_pkey", "2BP01")]
    [InlineData("DROP TABLE p", "2BP01")]
    public void Another_table_is_refused(string sql, string state) => db.Refused(sql).SqlState.Should().Be(state);

    [Theory]
    [InlineData("ALTER SORTKEY (a), ALTER DISTKEY c", "Key|c|Compound|a")]
    [InlineData("ALTER DISTSTYLE ALL, ALTER COMPOUND SORTKEY (b, a)", "All||Compound|b,a")]
    [InlineData("ALTER DISTSTYLE KEY DISTKEY a", "Key|a|None|")]
    [InlineData("ALTER SORTKEY AUTO", "Even||Auto|")]
    public void Keys_change(string action, string expected)
    {
        db.Run($"ALTER TABLE t {action}");
        var table = (RedshiftIntegration.Testing.Catalogue.Table)db.Catalogue.Find("public", "t")!;
        $"{table.DistStyle}|{table.DistKey}|{table.SortStyle}|{string.Join(',', table.SortKey)}".Should().Be(expected);
    }

    [Fact]
    public void Several_encodings_change_at_once()
    {
        db.Run("ALTER TABLE t ALTER COLUMN b ENCODE zstd, ALTER COLUMN c ENCODE RAW");
        var table = (RedshiftIntegration.Testing.Catalogue.Table)db.Catalogue.Find("public", "t")!;
        table.Columns.Select(c => c.Encoding).Should().Equal("az64", "zstd", "none", "bytedict");
        db.Run("ALTER TABLE t ALTER ENCODE AUTO");
    }

    [Fact]
    public void A_dropped_table_takes_the_foreign_keys_along_by_cascade()
    {
        db.Run("DROP TABLE p CASCADE; ALTER TABLE t DROP COLUMN c");
        db.Rows("SELECT * FROM t").Should().BeEmpty();
    }

    [Fact]
    public void A_dropped_column_s_number_is_not_given_again()
    {
        db.Run("ALTER TABLE t DROP COLUMN d; ALTER TABLE t ADD COLUMN e INT");
        ((RedshiftIntegration.Testing.Catalogue.Table)db.Catalogue.Find("public", "t")!).Find("e")!.Number.Should().Be(5);
    }

    [Fact]
    public void Append_moves_the_rows()
    {
        db.Run("CREATE TABLE s (x INT, b VARCHAR(5), a INT); CREATE TABLE d (a INT, b VARCHAR(5), n INT DEFAULT 7, id BIGINT IDENTITY(1,1)); INSERT INTO s VALUES (1, 'x', 2)");
        db.Refused("ALTER TABLE d APPEND FROM s").SqlState.Should().Be("0A000");
        db.Refused("ALTER TABLE d APPEND FROM s FILLTARGET").Message.Should().Be("source table column \"x\" does not exist in target table");
        db.Refused("ALTER TABLE d APPEND FROM s IGNOREEXTRA").Message.Should().Be("target table column \"n\" does not exist in source table");
        db.Run("ALTER TABLE s DROP COLUMN x; ALTER TABLE d APPEND FROM s FILLTARGET");
        db.Rows("SELECT * FROM d").Should().Equal("2|x|7|1");
        db.Value("SELECT count(*) FROM s").Should().Be("0");
        db.Bind("ALTER TABLE d APPEND FROM s FILLTARGET").Effects.Block.Should().Be(RedshiftIntegration.Testing.Statements.BlockRule.Refused);
    }

    [Theory]
    [InlineData("(a INT) DISTSTYLE ALL")]
    [InlineData("(a INT) SORTKEY (a)")]
    [InlineData("(a INT NOT NULL)")]
    [InlineData("(a BIGINT)")]
    [InlineData("(a INT ENCODE zstd)")]
    public void Append_needs_twins(string definition)
    {
        db.Run($"CREATE TABLE s {definition}");
        db.Refused("ALTER TABLE one APPEND FROM s").SqlState.Should().Be("0A000");
        db.Refused("ALTER TABLE one APPEND FROM one").SqlState.Should().Be("0A000");
    }

    [Fact]
    public void A_schema_is_renamed_with_what_is_in_it()
    {
        db.Run("CREATE SCHEMA s; CREATE TABLE s.x (a INT); INSERT INTO s.x VALUES (1); CREATE VIEW s.v AS SELECT a FROM s.x; ALTER SCHEMA s RENAME TO r");
        db.Value("SELECT a FROM r.v").Should().Be("1");
        db.Refused("SELECT a FROM s.x").SqlState.Should().Be("3F000");
        db.Refused("ALTER SCHEMA r RENAME TO public").SqlState.Should().Be("42P06");
        db.Refused("ALTER SCHEMA r RENAME TO pg_r").SqlState.Should().Be("42939");
    }
}

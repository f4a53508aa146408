using CsCheck;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;
using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Syntax;

public sealed class RobustnessTests : IClassFixture<DialectFixture>
{
    private readonly Dialect db;

    public RobustnessTests(DialectFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
    }

    [Fact]
    public void A_deep_nesting_is_an_error_and_no_overflow()
    {
        db.Refused("SELECT " + new string('(', 5000) + "1" + new string(')', 5000)).SqlState.Should().Be("54001");
        db.Refused("SELECT " + string.Concat(Enumerable.Repeat("NOT ", 5000)) + "true").SqlState.Should().Be("54001");
        db.Refused("SELECT 1" + string.Concat(Enumerable.Repeat("::int", 5000))).SqlState.Should().Be("54001");
        db.Refused(string.Concat(Enumerable.Repeat("SELECT * FROM (", 2000)) + "SELECT 1" + string.Concat(Enumerable.Repeat(") q", 2000))).SqlState.Should().Be("54001");
    }

    [Fact]
    public void A_chain_of_operators_may_be_long_but_not_endless()
    {
        db.Bind("SELECT 1" + string.Concat(Enumerable.Repeat("+1", 500))).Columns.Should().ContainSingle();
        db.Refused("SELECT 1" + string.Concat(Enumerable.Repeat("+1", 100_000))).SqlState.Should().Be("54001");
    }

    [Fact]
    public void A_text_over_16_megabytes_is_refused() =>
        db.Refused("SELECT '" + new string('x', 17 * 1024 * 1024) + "'").SqlState.Should().Be("54000");

    [Theory]
    [InlineData("SELECT 99999999999999999999999999999999999999999999")]
    [InlineData("SELECT 1e99999")]
    [InlineData("SELECT $99999999999999")]
    [InlineData("SELECT TOP 99999999999999 1")]
    [InlineData("CREATE TABLE x (a VARCHAR(99999999999))")]
    public void A_number_out_of_range_is_an_sql_error(string sql) => db.Refused(sql).SqlState.Should().HaveLength(5);

    [Fact]
    public void Mutated_texts_never_throw_anything_but_sql_errors()
    {
        const string Sql = "SELECT a.b, 'x' || $1, CASE WHEN 1.5e3 >= 2 THEN \"Q\" END FROM t AS a JOIN (SELECT * FROM u) v ON a.b::int = v.c WHERE x[0] IN (1, 2) /* c */ ORDER BY 1 -- e\n LIMIT 3";
        const string Characters = "()[]{}'\"\\;,.*+-/<>=!~$:#@%^&|0123456789aeSELECT FROM WHERE\n\t\0é";
        Gen.Select(Gen.Int[0, Sql.Length - 1], Gen.Int[0, 12], Gen.Int[0, Characters.Length - 1].Select(i => Characters[i]).Array[0, 6]).Sample(
            (at, cut, added) =>
            {
                var text = Sql[..at] + new string(added) + Sql[Math.Min(Sql.Length, at + cut)..];
                try
                {
                    SqlParser.Parse(text);
                }
                catch (SqlError e)
                {
                    return e.SqlState.Length == 5 && (e.Position ?? 0) <= text.Length;
                }

                return true;
            },
            iter: 20_000);
    }

    [Fact]
    public void Comments_nest_and_names_are_cut_at_127_bytes()
    {
        db.Value("SELECT /* a /* b */ c */ 1 -- d").Should().Be("1");
        var name = new string('n', 200);
        db.Bind($"SELECT 1 AS {name}").Columns[0].Name.Should().HaveLength(127);
    }
}

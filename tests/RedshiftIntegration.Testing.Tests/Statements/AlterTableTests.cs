using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>What ALTER TABLE leaves in the catalogue; its rules are in the corpus.</summary>
public sealed class AlterTableTests : IDisposable
{
    private readonly Dialect db = new();

    public AlterTableTests() => db.Run("CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE t (a INT, b INT, c INT REFERENCES p) DISTSTYLE EVEN");

    public void Dispose() => db.Dispose();

    [Theory]
    [InlineData("ALTER SORTKEY (a), ALTER DISTKEY c", "Key|c|Compound|a")]
    [InlineData("ALTER DISTSTYLE ALL, ALTER COMPOUND SORTKEY (b, a)", "All||Compound|b,a")]
    [InlineData("ALTER DISTSTYLE KEY DISTKEY a", "Key|a|None|")]
    [InlineData("ALTER SORTKEY AUTO", "Even||Auto|")]
    public void Keys_change(string action, string expected)
    {
        db.Run($"ALTER TABLE t {action}");
        $"{Table.DistStyle}|{Table.DistKey}|{Table.SortStyle}|{string.Join(',', Table.SortKey)}".Should().Be(expected);
    }

    [Fact]
    public void A_table_that_goes_by_cascade_takes_the_foreign_keys_along()
    {
        db.Run("DROP TABLE p CASCADE");
        Table.Constraints.Should().BeEmpty();
    }

    [Fact]
    public void A_dropped_columns_number_is_not_given_again()
    {
        db.Run("ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN e INT");
        Table.Find("e")!.Number.Should().Be(4);
    }

    private Table Table => (Table)db.Catalogue.Find("public", "t")!;
}

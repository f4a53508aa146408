using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Tests.Transactions;

public sealed class RowSetTests
{
    [Theory]
    [InlineData("1 2 3", "4", false)]
    [InlineData("1 2 3", "3", true)]
    [InlineData("1 5 9", "2 3 4 6 7 8", false)]
    [InlineData("1 5 9", "0 9", true)]
    [InlineData("7 7 7", "7", true)]
    [InlineData("", "7", false)]
    public void Two_sets_overlap_where_they_share_a_row(string one, string other, bool overlap)
    {
        Of(one).Overlaps(Of(other)).Should().Be(overlap);
        Of(other).Overlaps(Of(one)).Should().Be(overlap);
    }

    [Fact]
    public void All_rows_overlap_with_any()
    {
        RowSet.All.Overlaps(Of("123456789")).Should().BeTrue();
        RowSet.All.Overlaps(Of("")).Should().BeFalse();
    }

    private static RowSet Of(string rows) => RowSet.Of(rows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => long.Parse(r, System.Globalization.CultureInfo.InvariantCulture)));
}

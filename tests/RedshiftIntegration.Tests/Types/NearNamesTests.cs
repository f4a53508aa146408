using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Types;

public sealed class NearNamesTests
{
    [Theory]
    [InlineData("nmae", " (near: name)")]
    [InlineData("names", " (near: name)")]
    [InlineData("Custmer Id", " (near: customer_id)")]
    [InlineData("totla_ammount", " (near: total_amount)")]
    [InlineData("colour", "")]
    [InlineData("mane", "")]
    public void A_mistyped_name_is_told_what_it_may_have_meant(string name, string hint) =>
        NearNames.Hint(name, ["id", "name", "customer_id", "total_amount"]).Should().Be(hint);

    [Fact]
    public void The_nearest_three_are_named_nearest_first() =>
        NearNames.Hint("column_01", ["column_12", "column_011", "column_10", "column_1", "x"]).Should().Be(" (near: column_011, column_1, column_10)");
}

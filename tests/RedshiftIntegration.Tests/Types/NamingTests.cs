using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Types;

public sealed class NamingTests
{
    [Theory]
    [InlineData("OrderId", "order_id")]
    [InlineData("URLPath", "url_path")]
    [InlineData("Total2", "total2")]
    [InlineData("Total2Gross", "total2_gross")]
    [InlineData("INVOICE_NO", "invoice_no")]
    [InlineData("customerID", "customer_id")]
    [InlineData("ID", "id")]
    [InlineData("unit price", "unit_price")]
    [InlineData("Größe", "größe")]
    [InlineData("Name__c", "name__c")]
    [InlineData("already_snake", "already_snake")]
    public void A_name_becomes_snake_case(string name, string column) => NamingConvention.ColumnFor(name).Should().Be(column);

    [Fact]
    public void A_name_may_have_127_bytes()
    {
        Identifier.Fault(new string('x', 127)).Should().BeNull();
        Identifier.Fault(new string('x', 128)).Should().Contain("128 bytes");
        Identifier.Fault(new string('é', 64)).Should().Contain("128 bytes");
        Identifier.Fault("a\ud800b").Should().NotBeNull();
        Identifier.Fault("😀").Should().BeNull();
    }

    [Theory]
    [InlineData("order", true)]
    [InlineData("ORDER", true)]
    [InlineData("tag", true)]
    [InlineData("orders", false)]
    [InlineData("qualify", false)]
    public void Reserved_words_are_known(string name, bool isReserved) => ReservedWords.Contains(name).Should().Be(isReserved);

    [Fact]
    public void Reserved_words_are_the_documented_ones() =>
        ReservedWords.Words.Select(w => w.ToUpperInvariant()).Should().BeEquivalentTo(Contracts.Redshift.ReservedWordList.Documented);

    [Fact]
    public void Near_names_are_found_across_case_and_underscores() =>
        NearNames.Hint("OrderId", ["order_id", "customer_id", "orderidd", "x"]).Should().Be(" (near: order_id, orderidd)");
}

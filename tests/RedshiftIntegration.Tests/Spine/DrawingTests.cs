namespace RedshiftIntegration.Tests.Spine;

public sealed class DrawingTests
{
    [Fact]
    public void A_definition_draws_itself_as_a_person_would() =>
        Approved.Match(string.Join("\n\n", SampleDefinitions.Orders, SampleDefinitions.Invoices, SampleDefinitions.Accounts));
}

namespace RedshiftIntegration.Tests.Spine;

public sealed class PipelineTests
{
    [Fact]
    public void A_typed_map_gives_each_property_its_line_in_the_order_of_declaration()
    {
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named<Customer>("shop", "customers")).MapFields().To(RedshiftTable.Named("a.customers").MergedOn("id"));
        definition.Lineage.Should().Equal(new FieldLineage("Id", "", "id"), new FieldLineage("FULL_NAME", "", "name"), new FieldLineage("BornOn", "", "born_on"));
    }

    [Fact]
    public void The_column_attribute_is_an_exact_name_and_the_clr_type_is_kept()
    {
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named<Customer>("shop", "customers")).MapFields().To(RedshiftTable.Named("a.customers").MergedOn("id"));
        definition.Map.Fields.Select(f => (f.SourceName, f.IsProperty, f.ClrType)).Should().Equal(("Id", true, "Int32"), ("FULL_NAME", false, "String"), ("BornOn", true, "DateOnly?"));
        definition.Map.IsTyped.Should().BeTrue();
    }

    [Fact]
    public void Lineage_shows_transforms_constants_and_the_rest()
    {
        SampleDefinitions.Orders.Lineage.Should().Equal(
            new FieldLineage("Id", "", "order_id"),
            new FieldLineage("Total", "", "total_amount"),
            new FieldLineage("Email", "trim → lower → sha256", "email_sha256"),
            new FieldLineage("", "constant 'shop'", "source"),
            new FieldLineage("UpdatedAt", "", "updated_at"));
        SampleDefinitions.Invoices.Lineage.Should().Contain(new FieldLineage("ZIP, CITY", "concat by ' '", "city_line"));
        SampleDefinitions.Accounts.Lineage.Should().Equal(new FieldLineage("*", "", "*"));
    }

    [Fact]
    public void Definitions_that_say_the_same_are_equal()
    {
        SampleDefinitions.Orders.Should().Be(SampleDefinitions.Orders);
        SampleDefinitions.Orders.GetHashCode().Should().Be(SampleDefinitions.Orders.GetHashCode());
        SampleDefinitions.Orders.Named("other").Should().NotBe(SampleDefinitions.Orders);
    }

    [Fact]
    public void Conditions_compare_bytes_by_value()
    {
        PipelineDefinition With(byte last) => Pipeline.From(MySqlTable.Named("s", "t").Where($"h = {new byte[] { 1, last }}")).MapFields().To(RedshiftTable.Named("a.b"));
        With(2).Should().Be(With(2)).And.NotBe(With(3));
    }

    [Fact]
    public void A_map_is_not_changed_by_calls_on_it()
    {
        FieldMap<Order>? kept = null;
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named<Order>("shop", "orders"))
            .MapFields(map =>
            {
                kept = map.Field(o => o.Id);
                _ = kept.Computed("x", Transform.Constant("y"));
                return kept.Ignore(o => o.CustomerId, o => o.Total).Ignore("email", "updated_at");
            })
            .To(RedshiftTable.Named("a.b"));
        definition.Lineage.Should().ContainSingle();
        definition.Map.Ignored.Should().Equal("CustomerId", "Total", "Email", "UpdatedAt");
    }

    [Fact]
    public void The_id_is_the_targets_name_until_it_is_named()
    {
        SampleDefinitions.Orders.Id.Should().Be("analytics.orders");
        SampleDefinitions.Orders.Named("orders").Id.Should().Be("orders");
        FluentActions.Invoking(() => SampleDefinitions.Orders.Named("a/b")).Should().Throw<PipelineDefinitionException>().Which.ProblemId.Should().Be("RSI1040");
    }

    [Fact]
    public void The_id_of_a_long_target_is_cut_and_still_its_own()
    {
        string IdOf(char last) => Pipeline.From(MySqlTable.Named("s", "t")).MapFields().To(RedshiftTable.Named(new string('s', 100), new string('t', 100) + last)).Id;
        IdOf('a').Should().NotBe(IdOf('b'));
        IdOf('a').Length.Should().BeLessThanOrEqualTo(127);
    }

    [Fact]
    public void A_hash_of_personal_data_asks_for_the_key()
    {
        SampleDefinitions.Orders.RequiresPiiKey.Should().BeTrue();
        SampleDefinitions.Invoices.RequiresPiiKey.Should().BeFalse();
    }
}

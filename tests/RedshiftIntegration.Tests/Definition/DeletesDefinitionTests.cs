namespace RedshiftIntegration.Tests.Definition;

public sealed class DeletesDefinitionTests
{
    private static PipelineDefinition Orders => Pipeline
        .From(DatabaseTable.Named("shop", "orders").IncrementalBy("at").DeletedWhere($"state = {"gone"} AND n > {3}"))
        .MapFields(m => m.Column("id").Column("at"))
        .To(RedshiftTable.Named("a.orders").MergedOn("id"));

    [Fact]
    public void Deletes_survive_JSON_and_are_drawn()
    {
        PipelineDefinition definition = Orders.DetectingDeletes(Deletes.Mark("Deleted_At").AtMost(2.5).Every(TimeSpan.FromHours(36)));

        PipelineDefinition.FromJson(definition.ToJson()).Should().Be(definition).And.NotBe(Orders);
        definition.ToString().Should().Contain("deleted where state = 'gone' AND n > 3").And.Contain("  gone  marked in deleted_at, at most 2.5 %, keys compared every 1 d 12 h");
        PipelineDefinition removed = Orders.DetectingDeletes(Deletes.Remove);
        PipelineDefinition.FromJson(removed.ToJson()).Should().Be(removed);
        removed.ToString().Should().Contain("  gone  removed, at most 10 %");
    }

    [Theory]
    [InlineData("\"atMost\": 10", "\"atMost\": 110", "deletes.atMost")]
    [InlineData("\"every\": \"01:00:00\"", "\"every\": \"-01:00:00\"", "deletes.every")]
    [InlineData("\"every\": \"01:00:00\"", "\"ever\": \"01:00:00\"", "deletes has the unknown field 'ever'")]
    public void JSON_that_says_no_such_thing_is_refused(string right, string wrong, string told)
    {
        string json = Orders.DetectingDeletes(Deletes.Remove.Every(TimeSpan.FromHours(1))).ToJson();
        json.Should().Contain(right);
        FluentActions.Invoking(() => PipelineDefinition.FromJson(json.Replace(right, wrong, StringComparison.Ordinal))).Should().Throw<PipelineDefinitionException>().WithMessage($"*{told}*");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.5)]
    [InlineData(double.NaN)]
    public void What_is_no_percentage_is_refused(double percent) =>
        FluentActions.Invoking(() => Deletes.Remove.AtMost(percent)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_negative_interval_is_refused() =>
        FluentActions.Invoking(() => Deletes.Remove.Every(TimeSpan.FromSeconds(-1))).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_replace_a_mapped_mark_and_a_bad_mark_are_problems()
    {
        PipelineDefinition replaced = Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields(m => m.Column("id")).To(RedshiftTable.Named("a.orders").Replaced());
        Ids(() => replaced.DetectingDeletes(Deletes.Mark("id"))).Should().Equal("RSI1060", "RSI1061");
        Ids(() => Orders.DetectingDeletes(Deletes.Mark("_rsi_x"))).Should().Equal("RSI1006");
        Ids(() => Orders.DetectingDeletes(Deletes.Mark(" "))).Should().Equal("RSI1006");
    }

    [Fact]
    public void A_condition_for_deleted_rows_is_lexed_like_any_other() =>
        Ids(() => Pipeline.From(DatabaseTable.Named("shop", "t").DeletedWhere($"a = 1; DROP TABLE t")).MapFields().To(RedshiftTable.Named("a.t"))).Should().Equal("RSI1033");

    private static IEnumerable<string> Ids(Func<PipelineDefinition> make) => make.Should().Throw<PipelineDefinitionException>().Which.Problems.Select(p => p.Id);
}

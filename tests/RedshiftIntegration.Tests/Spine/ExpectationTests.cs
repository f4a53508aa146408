using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;

namespace RedshiftIntegration.Tests.Spine;

public sealed class ExpectationTests
{
    private static readonly PipelineDefinition Named = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at"))
        .MapFields(map => map.Column("id").Column("total", "amount").Column("code").Column("at"))
        .To(RedshiftTable.Named("a.orders").MergedOn("id"));

    private static readonly PipelineDefinition Expecting = Named.Verifying(Verification.Counts).Expecting(e => e
        .NotNull("AMOUNT").Unique("code", "amount").Between("amount", -1.5m, 100).Matches("code", @"^[A-Z]{2}\d+$").RowCountWithin(12.5).FreshWithin(TimeSpan.FromMinutes(90)));

    public static TheoryData<string, Func<Expectations, Expectations>> Mistakes => new()
    {
        { "RSI1070", e => e.NotNull() },
        { "RSI1070", e => e.Unique() },
        { "RSI1070", e => e.Between("amount", 2, 1) },
        { "RSI1070", e => e.RowCountWithin(-1) },
        { "RSI1070", e => e.RowCountWithin(double.NaN) },
        { "RSI1070", e => e.FreshWithin(TimeSpan.Zero) },
        { "RSI1071", e => e.Matches("code", "a.*?b") },
        { "RSI1072", e => e.NotNull("amuont") },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_has_its_problem(string id, Func<Expectations, Expectations> expectations)
    {
        Action expecting = () => Named.Expecting(expectations);
        expecting.Should().Throw<PipelineDefinitionException>().Which.Problems.Select(p => p.Id).Should().Equal(id);
    }

    [Fact]
    public void Freshness_needs_a_cursor()
    {
        PipelineDefinition whole = Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("a.orders").Replaced());
        Action expecting = () => whole.Expecting(e => e.FreshWithin(TimeSpan.FromHours(1)));
        expecting.Should().Throw<PipelineDefinitionException>().Which.Problems[0].Message.Should().Contain("IncrementalBy");
    }

    [Fact]
    public void Expectations_add_up_and_leave_the_definition_as_it_was()
    {
        PipelineDefinition one = Named.Expecting(e => e.NotNull("amount"));
        PipelineDefinition two = one.Expecting(e => e.Unique("code"));

        Named.Expectations.Count.Should().Be(0);
        one.Expectations.Count.Should().Be(1);
        two.Expectations.Select(e => e.ToString()).Should().Equal("amount not NULL", "(code) unique");
    }

    [Fact]
    public void They_go_through_JSON_and_back()
    {
        PipelineDefinition read = PipelineDefinition.FromJson(Expecting.ToJson());

        read.Should().Be(Expecting);
        read.ToJson().Should().Be(Expecting.ToJson());
        Named.ToJson().Should().NotContain("expecting").And.NotContain("verification");
    }

    [Fact]
    public void JSON_is_checked_as_definitions_are()
    {
        Action reading = () => PipelineDefinition.FromJson(Expecting.ToJson().Replace("\"rowCountWithin\"", "\"rowsWithin\"", StringComparison.Ordinal));
        reading.Should().Throw<PipelineDefinitionException>().Which.Problems[0].Message.Should().Contain("rowsWithin");
        Action misread = () => PipelineDefinition.FromJson(Expecting.ToJson().Replace("\"counts\"", "\"none\"", StringComparison.Ordinal));
        misread.Should().Throw<PipelineDefinitionException>().Which.Problems[0].Message.Should().Contain("verification is 'none'");
        Action wrong = () => PipelineDefinition.FromJson(Expecting.ToJson().Replace("\"low\": \"-1.5\"", "\"low\": \"1000\"", StringComparison.Ordinal));
        wrong.Should().Throw<PipelineDefinitionException>().Which.Problems.Select(p => p.Id).Should().Equal("RSI1070");
    }

    [Fact]
    public void A_definition_draws_them() => Expecting.ToString().Should().EndWith(
        """
          by    Direct, verifying counts
          expects amount not NULL
          expects (code, amount) unique
          expects amount between -1.5 and 100
          expects code matches '^[A-Z]{2}\d+$'
          expects row count within 12.5 % of the one before
          expects newest row at most 1 h 30 min old
        """);

    [Fact]
    public void They_are_part_of_what_apply_settles()
    {
        ResolvedMapping mapping = new() { Mode = RedshiftIntegration.Definition.LoadMode.Merge, Columns = [], Keys = ["id"] };

        string[] hashes = [.. new[] { Named, Named.Verifying(Verification.Counts), Named.Expecting(e => e.NotNull("amount")), Named.Expecting(e => e.NotNull("code")) }.Select(mapping.ComputeHash)];

        hashes.Should().OnlyHaveUniqueItems();
        mapping.ComputeHash(Named.Verifying(Verification.Full)).Should().Be(hashes[0], "that is the default");
    }

    [Fact]
    public void The_plan_finds_what_only_the_catalogue_knows()
    {
        PipelineDefinition rest = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("seq")).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id"))
            .Expecting(e => e.NotNull("nmae").Between("name", 1, 2).Matches("id", "1").Unique("doc").FreshWithin(TimeSpan.FromHours(1)));
        SourceTable table = new()
        {
            Columns =
            [
                new() { Name = "id", NativeType = "BIGINT", IsNullable = false }, new() { Name = "name", NativeType = "VARCHAR(9)" },
                new() { Name = "doc", NativeType = "SUPER" }, new() { Name = "seq", NativeType = "BIGINT", IsNullable = false },
            ],
            PrimaryKey = ["id"],
        };

        MappingResolution resolution = MappingResolver.Resolve(rest, table, (c, asked, _) => new() { Type = asked ?? RedshiftType.TryParse(c.NativeType) });

        resolution.Problems.Select(p => p.Id).Should().Equal("RSI1072", "RSI1160", "RSI1160", "RSI1160", "RSI1161");
        resolution.Problems[0].Message.Should().Contain("near: name");
    }
}

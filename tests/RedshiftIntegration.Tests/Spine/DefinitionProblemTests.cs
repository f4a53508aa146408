namespace RedshiftIntegration.Tests.Spine;

public sealed class DefinitionProblemTests
{
    private static readonly Source<Order> Orders = MySqlTable.Named<Order>("shop", "orders");
    private static readonly Source<Row> Rows = MySqlTable.Named("shop", "orders");
    private static readonly RedshiftTable Table = RedshiftTable.Named("a.b");

    public static TheoryData<string, Func<PipelineDefinition>> Cases => new()
    {
        { "RSI1001", () => Pipeline.From(Rows).MapFields(map => map).To(Table) },
        { "RSI1002", () => Pipeline.From(Orders).MapFields(map => map.Field(o => o.Email.Length).Rest()).To(Table) },
        { "RSI1002", () => Pipeline.From(Orders).MapFields(map => map.Ignore(o => o.Id + 1).Rest()).To(Table) },
        { "RSI1002", () => Pipeline.From(Orders.IncrementalBy(o => o.UpdatedAt.Date)).MapFields().To(Table) },
        { "RSI1003", () => Pipeline.From(Orders).MapFields(map => map.Field(o => o.Id).Ignore(o => o.Total, o => o.Email, o => o.UpdatedAt)).To(Table) },
        { "RSI1004", () => Pipeline.From(Orders).MapFields(map => map.Field(o => o.Id).Ignore("ID").Rest()).To(Table) },
        { "RSI1004", () => Pipeline.From(Rows).MapFields(map => map.Column("a").Ignore("a")).To(Table) },
        { "RSI1005", () => Pipeline.From(Rows).MapFields(map => map.Column("a", "X").Column("b", "x")).To(Table) },
        { "RSI1006", () => Pipeline.From(Rows).MapFields(map => map.Column("a", new string('é', 64))).To(Table) },
        { "RSI1006", () => Pipeline.From(Rows).MapFields(map => map.Column("a", "a\nb")).To(Table) },
        { "RSI1006", () => Pipeline.From(Rows).MapFields(map => map.Column("a", "_rsi_cursor")).To(Table) },
        { "RSI1006", () => Pipeline.From(Rows).MapFields(map => map.Column(" ", "a")).To(Table) },
        { "RSI1006", () => Pipeline.From(Rows).MapFields().To(RedshiftTable.Named("db.a.b")) },
        { "RSI1007", () => Pipeline.From(Rows).MapFields().To(RedshiftTable.Named("b")) },
        { "RSI1008", () => Pipeline.From(Rows).MapFields(map => map.Column("order_id")).To(Table.MergedOn("orderid")) },
        { "RSI1008", () => Pipeline.From(Orders).MapFields().To(Table.DistributedBy("order_id")) },
        { "RSI1009", () => Pipeline.From(Rows).MapFields().To(Table.SortedBy("a", "A")) },
        { "RSI1010", () => Pipeline.From(Rows).MapFields().To(Table.SortedBy([.. Enumerable.Range(0, 401).Select(i => $"c{i}")])) },
        { "RSI1011", () => Pipeline.From(Rows).MapFields(map => map.Column("a", "a", f => f.As(RedshiftType.Super))).To(Table.SortedBy("a")) },
        { "RSI1012", () => Pipeline.From(Rows.IncrementalBy("u")).MapFields().To(Table.Replaced()) },
        { "RSI1013", () => Pipeline.From(Rows.IncrementalBy("u", -1)).MapFields().To(Table) },
        { "RSI1014", () => Pipeline.From(Rows.IncrementalBy("u", 5)).MapFields().To(Table.Appended()) },
        { "RSI1015", () => Pipeline.From(Rows).MapFields().To(Table.MergedOn()) },
        { "RSI1016", () => Pipeline.From(Rows).MapFields(map => map.Computed("s", Transform.Constant("x")).Rest()).To(Table.MergedOn("s")) },
        { "RSI1020", () => Through(Transform.Truncate(0)) },
        { "RSI1020", () => Through(Transform.Mask(-1)) },
        { "RSI1020", () => Through(Transform.AtTimeZone("Europe/Atlantis")) },
        { "RSI1020", () => Through(Transform.AtTimeZone("../../etc/passwd")) },
        { "RSI1020", () => Pipeline.From(Rows).MapFields(map => map.Computed("x", Transform.Concat("-"))).To(Table) },
        { "RSI1023", () => Pipeline.From(Rows).MapFields(map => map.Computed("x", Transform.Trim)).To(Table) },
        { "RSI1024", () => Through(Transform.Constant("x")) },
        { "RSI1024", () => Through(Transform.Concat(" ", "a", "b")) },
        { "RSI1030", () => Pipeline.From(Rows.WhereSql("a = 1; DROP TABLE x")).MapFields().To(Table) },
        { "RSI1030", () => Pipeline.From(MySqlQuery.Named("shop", "q", "SELECT 1; SELECT 2")).MapFields().To(Table) },
        { "RSI1031", () => Pipeline.From(Rows.Where($"a = {new Uri("http://x")}")).MapFields().To(Table) },
        { "RSI1032", () => Pipeline.From(MySqlQuery.Named("shop", "q", "UPDATE x SET a = 1")).MapFields().To(Table) },
        { "RSI1033", () => Pipeline.From(Rows.Where($"a = '{"x"}'")).MapFields().To(Table) },
        { "RSI1033", () => Pipeline.From(Rows.Where($"a = {1:X}")).MapFields().To(Table) },
        { "RSI1050", () => PipelineDefinition.FromJson("{") },
        { "RSI1050", () => PipelineDefinition.FromJson("[]") },
        { "RSI1050", () => PipelineDefinition.FromJson("{}") },
        { "RSI1050", () => PipelineDefinition.FromJson(SampleDefinitions.Orders.ToJson().Replace("\"id\"", "\"idd\"", StringComparison.Ordinal)) },
        { "RSI1051", () => PipelineDefinition.FromJson(SampleDefinitions.Orders.ToJson().Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)) },
        { "RSI1007", () => PipelineDefinition.FromJson(SampleDefinitions.Accounts.ToJson().Replace("\"schema\": \"sales\"", "\"schema\": \"\"", StringComparison.Ordinal)) },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void A_mistake_has_its_problem(string id, Func<PipelineDefinition> definition)
    {
        PipelineDefinitionException thrown = definition.Should().Throw<PipelineDefinitionException>().Which;
        thrown.Problems.Select(p => p.Id).Should().Equal(id);
        thrown.Problems[0].Message.Should().EndWith(".");
        thrown.Problems[0].Remedy.Should().EndWith(".");
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        PipelineDefinitionException thrown = FluentActions.Invoking(() => Pipeline
            .From(MySqlTable.Named<Order>("shop", "orders").IncrementalBy(o => o.UpdatedAt.Year).WhereSql("(a"))
            .MapFields(map => map
                .Field(o => o.Email.ToUpperInvariant(), "email")
                .Field(o => o.Id, "x", f => f.Through(Transform.Truncate(-1)))
                .Field(o => o.Total, "X")
                .Ignore(o => o.Email))
            .To(RedshiftTable.Named("orders").SortedBy("when").MergedOn("id")))
            .Should().Throw<PipelineDefinitionException>().Which;
        Approved.Match(thrown.Message);
    }

    [Fact]
    public void What_is_fine_is_no_problem()
    {
        Pipeline.From(Rows.WhereSql("a IN ('it''s', 'x;--y') AND (b > 1)").Where($"c = {null} AND d LIKE {"{x}"} AND e = '{{}}'")).MapFields().To(Table).Id.Should().Be("a.b");
        Pipeline.From(Orders).MapFields(map => map.Field(o => o.Email, "email").Field(o => o.Email, "email_hash").Rest()).To(Table).Lineage.Should().HaveCount(6);
        Pipeline.From(Rows.IncrementalBy("u", TimeSpan.Zero)).MapFields().To(Table.Appended()).Id.Should().Be("a.b");
    }

    private static PipelineDefinition Through(Transform transform) => Pipeline.From(Rows).MapFields(map => map.Column("a", "a", f => f.Through(transform))).To(Table);
}

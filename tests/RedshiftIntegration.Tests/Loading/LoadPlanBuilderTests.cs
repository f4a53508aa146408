using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Loading;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Loading;

public sealed class LoadPlanBuilderTests
{
    private const string Role = "arn:aws:iam::123456789012:role/copy";

    [Fact]
    public void A_merge_is_these_statements() =>
        Approved.Match(Text(RedshiftTable.Named("analytics.orders").MergedOn("order_id"), LoadSamples.Orders(LoadMode.Merge)));

    [Fact]
    public void An_append_with_a_key_is_these_statements() =>
        Approved.Match(Text(RedshiftTable.Named("analytics.orders").Appended(), LoadSamples.Orders(LoadMode.Append)));

    [Fact]
    public void A_replace_without_a_key_is_these_statements() =>
        Approved.Match(Text(RedshiftTable.Named("analytics.orders").Replaced(), LoadSamples.Orders(LoadMode.Replace, withKey: false, withCursor: false)));

    [Fact]
    public void A_replace_with_a_key_that_may_empty_its_table_is_these_statements() =>
        Approved.Match(Text(RedshiftTable.Named("analytics.orders").Replaced().AllowingEmpty(), LoadSamples.Orders(LoadMode.Replace, withCursor: false)));

    [Fact]
    public void A_merge_of_a_table_that_is_all_key_inserts_what_is_missing() =>
        Approved.Match(Text(
            RedshiftTable.Named("analytics.tags").MergedOn("tag", "order_id"),
            new ResolvedMapping { Mode = LoadMode.Merge, Columns = [LoadSamples.Column("order_id", RedshiftType.BigInt), LoadSamples.Column("tag", RedshiftType.Varchar(20))], Keys = ["tag", "order_id"] }));

    [Fact]
    public void Expectations_are_these_statements()
    {
        ResolvedMapping mapping = LoadSamples.Orders(LoadMode.Merge);
        mapping = mapping with { Columns = EquatableList.From(mapping.Columns.Select(c => c.TargetColumn == "paid_at" ? c with { SourceColumn = "updated_at" } : c)) };
        PipelineDefinition definition = new PipelineDefinition("p{x}", MySqlTable.Named("shop", "orders").IncrementalBy("updated_at").Untyped(), new MapSpec { IncludesRest = true }, RedshiftTable.Named("analytics.orders").MergedOn("order_id"))
            .Expecting(e => e.NotNull("status", "total").Unique("status", "country").Between("total", -0.5m, 1000).Matches("status", @"^[a-z]{2,}\d'$").RowCountWithin(12.5).FreshWithin(TimeSpan.FromHours(6)));

        LoadPlan plan = LoadPlanBuilder.Build(definition, mapping, "redshift_integration", Role);

        Approved.Match(string.Join(";\n", plan.Statements.Where(s => s.Step is "count_before" or "expect" || s.Sql.Contains("rsi_before", StringComparison.Ordinal)).Select(s => $"{s.Sql}{(s.Asserts is null ? string.Empty : $" -- else {s.Asserts} {s.Subject}")}")));
    }

    [Fact]
    public void Turned_down_to_counts_these_statements_verify()
    {
        PipelineDefinition definition = LoadSamples.Definition(RedshiftTable.Named("analytics.orders").MergedOn("order_id")).Verifying(Verification.Counts);
        Approved.Match(string.Join(";\n", LoadPlanBuilder.Build(definition, LoadSamples.Orders(LoadMode.Merge), "redshift_integration", Role).Statements.Where(s => s.Step is "verify" or "landed").Select(s => s.Sql)));
    }

    [Fact]
    public void A_merge_filled_for_a_run_is_this_text()
    {
        PipelineDefinition definition = LoadSamples.Definition(RedshiftTable.Named("analytics.orders").MergedOn("order_id"));
        ResolvedMapping mapping = LoadSamples.Orders(LoadMode.Merge);
        LoadRequest request = LoadSamples.Request(definition, mapping);
        RowRejection cut = new(RejectionAction.Truncated, "note", "has 6 bytes", "Ask for a longer VARCHAR.") { SourceKey = "order_id = 7", Value = "it's" };
        request = request with { Batch = request.Batch with { Rejections = [cut, cut with { SourceKey = null, Value = null, Rows = 3 }] } };
        Dictionary<string, string> slots = LoadSlots.Of(request);
        LoadSlots.Finish(slots, request.StartedAt.AddSeconds(5), request.Steps);
        Approved.Match(string.Join(";\n", LoadPlanBuilder.Build(definition, mapping, "redshift_integration", "default").Statements.Select(s => LoadTemplate.Fill(s.Sql, slots))));
    }

    [Fact]
    public void A_merge_that_removes_deleted_rows_is_these_statements() =>
        Approved.Match(Text(RedshiftTable.Named("analytics.orders").MergedOn("order_id"), LoadSamples.Orders(LoadMode.Merge), Deletes.Remove.AtMost(2.5)));

    [Fact]
    public void An_append_that_marks_deleted_rows_is_these_statements() =>
        Approved.Match(Text(RedshiftTable.Named("analytics.orders").Appended(), LoadSamples.Orders(LoadMode.Append), Deletes.Mark("deleted_at")));

    [Fact]
    public void A_merge_that_marks_rows_that_the_source_flags_is_these_statements()
    {
        ResolvedMapping orders = LoadSamples.Orders(LoadMode.Merge);
        ResolvedColumn flag = new() { TargetColumn = "_rsi_deleted", Type = RedshiftType.SmallInt, IsNullable = false, IsStageOnly = true };
        Approved.Match(Text(RedshiftTable.Named("analytics.orders").MergedOn("order_id"), orders with { Columns = orders.Columns.Add(flag) }, Deletes.Mark("deleted_at").Every(TimeSpan.FromDays(7))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reset_is_these_statements(bool toTheBeginning)
    {
        ResolvedMapping orders = LoadSamples.Orders(LoadMode.Merge, withCursor: false);
        ResolvedMapping mapping = orders with { Cursor = new ResolvedCursor { SourceColumn = "paid_at", StageColumn = "paid_at", Kind = CursorKind.Timestamp } };
        PipelineDefinition definition = LoadSamples.Definition(RedshiftTable.Named("analytics.orders").MergedOn("order_id"));
        LoadRequest request = LoadSamples.Request(definition, mapping) with
        {
            Kind = RunKind.Reset,
            Batch = StagedBatch.Nothing with { WatermarkTo = toTheBeginning ? null : "2026-11-20 00:00:00.000000" },
        };
        Dictionary<string, string> slots = LoadSlots.Of(request);
        LoadSlots.Finish(slots, request.StartedAt.AddSeconds(5), request.Steps);

        LoadPlan plan = LoadPlanBuilder.BuildReset(definition, mapping, "redshift_integration", toTheBeginning);

        Approved.Match(string.Join(";\n", plan.Statements.Where(s => s.IsNeeded(request.Batch)).Select(s => LoadTemplate.Fill(s.Sql, slots))), toTheBeginning ? "A_reset_to_the_beginning" : "A_reset_to_a_watermark");
    }

    [Theory]
    [InlineData(LoadMode.Append)]
    [InlineData(LoadMode.Merge)]
    public void A_load_that_needs_a_key_is_not_made_without_one(object mode)
    {
        Action build = () => Build(RedshiftTable.Named("a.b"), LoadSamples.Orders((LoadMode)mode, withKey: false));
        build.Should().Throw<ArgumentException>().WithMessage("*needs a key*");
    }

    [Fact]
    public void Names_and_values_can_hold_quotes_braces_and_backslashes()
    {
        RedshiftTable target = RedshiftTable.Named("a\"b", "t{run_id}").MergedOn("k\"{run}");
        ResolvedMapping mapping = new() { Mode = LoadMode.Merge, Columns = [LoadSamples.Column("k\"{run}", RedshiftType.BigInt), LoadSamples.Column("rsi_rank", RedshiftType.Date)], Keys = ["k\"{run}"] };
        PipelineDefinition definition = LoadSamples.Definition(target, "p'\\{x}");
        LoadPlan plan = LoadPlanBuilder.Build(definition, mapping, "redshift_integration", Role);
        Dictionary<string, string> slots = LoadSlots.Of(LoadSamples.Request(definition, mapping));
        LoadSlots.Finish(slots, default, []);

        string text = string.Join("\n", plan.Statements.Select(s => LoadTemplate.Fill(s.Sql, slots)));

        text.Should().Contain("\"a\"\"b\".\"t{run_id}\"").And.Contain("\"k\"\"{run}\"").And.Contain("'p''\\\\{x}'").And.Contain("AS \"rsi_rank_\"").And.NotContain("{{");
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/a'b")]
    [InlineData("arn:aws:iam::123:role/copy")]
    [InlineData("arn:aws:iam::123456789012:user/copy")]
    [InlineData("")]
    public void A_role_of_other_characters_is_refused(string role)
    {
        Action build = () => LoadPlanBuilder.Build(LoadSamples.Definition(RedshiftTable.Named("a.b")), LoadSamples.Orders(LoadMode.Merge), "c", role);
        build.Should().Throw<ArgumentException>().WithMessage("*Use 'default'*");
    }

    [Fact]
    public void A_chain_of_roles_stands_as_one_literal()
    {
        LoadPlan plan = LoadPlanBuilder.Build(LoadSamples.Definition(RedshiftTable.Named("a.b")), LoadSamples.Orders(LoadMode.Merge), "c", $"{Role}, arn:aws-cn:iam::210987654321:role/path/x");
        plan.Statements.Should().Contain(s => s.Sql.Contains($"IAM_ROLE '{Role},arn:aws-cn:iam::210987654321:role/path/x'"));
    }

    [Fact]
    public void Without_rows_only_the_copy_the_files_and_the_rejections_are_left_out() =>
        Build(RedshiftTable.Named("a.b"), LoadSamples.Orders(LoadMode.Merge)).Statements.Where(s => !s.IsNeeded(Batch(0))).Select(s => s.Step).Should().Equal("copy", "record", "record");

    private static LoadPlan Build(RedshiftTable target, ResolvedMapping mapping, Deletes? deletes = null) =>
        LoadPlanBuilder.Build(deletes is null ? LoadSamples.Definition(target) : LoadSamples.Definition(target).DetectingDeletes(deletes), mapping, "redshift_integration", Role);

    private static string Text(RedshiftTable target, ResolvedMapping mapping, Deletes? deletes = null) => string.Join(
        ";\n",
        Build(target, mapping, deletes).Statements.Select(s => $"{s.Sql}{(s.Asserts is null ? string.Empty : $" -- else {s.Asserts}")}{Need(s)}"));

    private static string Need(LoadStatement statement) => statement.Needs switch
    {
        LoadNeed.Rows => " -- not without rows",
        LoadNeed.Files => " -- not without files",
        LoadNeed.Rejections => " -- not without rejections",
        LoadNeed.Comparison => " -- where keys are compared",
        LoadNeed.Keys => " -- where keys are compared and there are some",
        _ => string.Empty,
    };

    private static StagedBatch Batch(long rows) => LoadSamples.Request(LoadSamples.Definition(RedshiftTable.Named("a.b")), LoadSamples.Orders(LoadMode.Merge), rows).Batch;
}

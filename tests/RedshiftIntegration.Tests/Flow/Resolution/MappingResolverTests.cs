using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Tests.Spine;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Flow.Resolution;

public sealed class MappingResolverTests
{
    private static readonly SourceTable Orders = Table(
        [("id", "bigint", false), ("customer_id", "int", false), ("total", "decimal(12,2)", false), ("email", "varchar(100)", true), ("updated_at", "datetime(6)", false), ("note", "text", true)],
        "id");

    [Fact]
    public void A_typed_map_finds_its_columns_and_types()
    {
        ResolvedMapping mapping = Resolved(SampleDefinitions.Orders, Orders);
        mapping.Mode.Should().Be(LoadMode.Merge);
        mapping.Keys.Should().Equal("order_id");
        mapping.LeftOut.Should().Equal("customer_id", "note");
        Approved.Match(string.Join('\n', mapping.Columns.Select(c => $"{c.TargetColumn}: {c.Why}").Append(ResolvedMappingJson.Write(mapping).Replace("},{", "},\n{", StringComparison.Ordinal))));
    }

    [Fact]
    public void Convention_takes_all_visible_columns_and_the_primary_key()
    {
        SourceTable table = Table([("Order ID", "bigint", false), ("URLPath", "varchar(10)", true), ("secret", "int", true)], "Order ID");
        table = table with { Columns = EquatableList.From(table.Columns.Select(c => c with { IsHidden = c.Name == "secret" })) };
        ResolvedMapping mapping = Resolved(Pipeline.From(MySqlTable.Named("s", "t")).MapFields().To(RedshiftTable.Named("a.b")), table);
        mapping.Columns.Select(c => c.TargetColumn).Should().Equal("order_id", "url_path");
        mapping.Keys.Should().Equal("order_id");
        mapping.LeftOut.Should().Equal("secret");
        Resolved(Pipeline.From(MySqlTable.Named("s", "t")).MapFields(m => m.Column("secret").Rest()).To(RedshiftTable.Named("a.b")), table).Columns.Should().HaveCount(3);
    }

    [Fact]
    public void A_cursor_that_the_target_lacks_stands_in_the_stage_alone()
    {
        PipelineDefinition definition = Named(map => map.Column("id"), source => source.IncrementalBy("updated_at"));
        ResolvedMapping mapping = Resolved(definition, Orders);
        mapping.Cursor.Should().Be(new ResolvedCursor { SourceColumn = "updated_at", StageColumn = "_rsi_cursor", Kind = CursorKind.Timestamp, LagTime = TimeSpan.FromMinutes(5) });
        mapping.Columns[^1].IsStageOnly.Should().BeTrue();
        mapping.TargetColumns.Select(c => c.TargetColumn).Should().Equal("id");
    }

    [Fact]
    public void A_transformed_cursor_is_staged_untransformed()
    {
        PipelineDefinition definition = Named(map => map.Column("id").Column("updated_at", "at", f => f.Through(Transform.AtTimeZone("Europe/Zurich"))), source => source.IncrementalBy("updated_at"));
        Resolved(definition, Orders).Cursor!.StageColumn.Should().Be("_rsi_cursor");
    }

    [Fact]
    public void An_append_has_no_lag_and_the_primary_key()
    {
        ResolvedMapping mapping = Resolved(Named(map => map.Rest(), source => source.IncrementalBy("updated_at"), target => target.Appended()), Orders);
        mapping.Cursor!.LagTime.Should().Be(TimeSpan.Zero);
        mapping.Keys.Should().Equal("id");
        mapping.Mode.Should().Be(LoadMode.Append);
    }

    [Fact]
    public void A_number_is_a_cursor_without_lag()
    {
        ResolvedCursor cursor = Resolved(Named(map => map.Rest(), source => source.IncrementalBy("id")), Orders).Cursor!;
        cursor.Should().Be(new ResolvedCursor { SourceColumn = "id", StageColumn = "id", Kind = CursorKind.Number });
        Resolved(Named(map => map.Rest(), source => source.IncrementalBy("ID", 10)), Orders).Cursor!.LagNumber.Should().Be(10);
    }

    [Fact]
    public void Transforms_decide_the_type_and_As_stands_after_them()
    {
        ResolvedMapping mapping = Resolved(
            Named(map => map
                .Column("id", "id_hash", f => f.Through(Transform.Sha256))
                .Column("email", "short", f => f.Through(Transform.Truncate(10)))
                .Column("note", "trimmed", f => f.Through(Transform.Trim).As(RedshiftType.Varchar(40)))
                .Column("total", "total_text", f => f.As(RedshiftType.Varchar(20)).Through(Transform.NullIf("0.00")))
                .Computed("line", Transform.Concat("-", "ID", "email"))
                .Computed("shop", Transform.Constant("é"))),
            Orders);
        mapping.Columns.Select(c => (c.TargetColumn, c.Type.ToString(), c.ReadType?.ToString(), c.IsNullable)).Should().Equal(
            ("id_hash", "VARCHAR(64)", "BIGINT", false),
            ("short", "VARCHAR(40)", "VARCHAR(400)", true),
            ("trimmed", "VARCHAR(40)", "VARCHAR(65535)", true),
            ("total_text", "VARCHAR(20)", "VARCHAR(20)", true),
            ("line", "VARCHAR(421)", null, true),
            ("shop", "VARCHAR(2)", null, false));
        mapping.Keys.Should().Equal("id_hash");
        mapping.Columns[4].Computed.Should().Be(Transform.Concat("-", "id", "email"));
    }

    public static TheoryData<string, Func<PipelineDefinition>, object> Faults => new()
    {
        { "RSI1101", () => Named(map => map.Column("id").Column("totl")), Orders },
        { "RSI1101", () => Named(map => map.Rest(), source => source.IncrementalBy("changed_at")), Orders },
        { "RSI1102", () => Pipeline.From(MySqlTable.Named<Customer>("s", "t")).MapFields(m => m.Field(c => c.BornOn).Ignore("Id", "Name")).To(RedshiftTable.Named("a.b").Replaced()), Table([("born_on", "date", true), ("bornon", "date", true)]) },
        { "RSI1103", () => Named(map => map.Rest()), Table([("id", "int", false), ("a b", "int", true), ("a_b", "int", true)], "id") },
        { "RSI1104", () => Named(map => map.Rest()), Table([("id", "int", false)]) },
        { "RSI1105", () => Named(map => map.Column("total")), Orders },
        { "RSI1105", () => Named(map => map.Column("id", "id", f => f.As(RedshiftType.Varchar(20)).Through(Transform.Mask()))), Orders },
        { "RSI1106", () => Named(map => map.Rest(), target: t => t.Appended()), Orders },
        { "RSI1107", () => Named(map => map.Column("total"), source => source.IncrementalBy("updated_at"), t => t.Appended()), Orders },
        { "RSI1108", () => Named(map => map.Rest(), source => source.IncrementalBy("u")), Table([("id", "int", false), ("u", "datetime(6)", true)], "id") },
        { "RSI1109", () => Named(map => map.Rest(), source => source.IncrementalBy("total")), Orders },
        { "RSI1110", () => Named(map => map.Rest(), source => source.IncrementalBy("updated_at", 5)), Orders },
        { "RSI1110", () => Named(map => map.Rest(), source => source.IncrementalBy("id", TimeSpan.FromHours(1))), Orders },
        { "RSI1111", () => Named(map => map.Rest(), target: t => t.SortedBy("update_at")), Orders },
        { "RSI1111", () => Named(map => map.Rest(), target: t => t.MergedOn("order_id")), Orders },
        { "RSI1112", () => Named(map => map.Rest()), Table([.. Enumerable.Range(0, 1601).Select(i => ($"c{i}", "int", false))], "c0") },
        { "RSI1113", () => Named(map => map.Rest()), Table([("id", "int", false), (new string('x', 128), "int", false)], "id") },
        { "RSI1114", () => Named(map => map.Rest().Ignore("nte")), Orders },
        { "RSI1021", () => Named(map => map.Column("id").Column("total", "t", f => f.Through(Transform.Trim))), Orders },
        { "RSI1021", () => Named(map => map.Column("id").Column("ratio", "r", f => f.Through(Transform.Sha256))), Table([("id", "int", false), ("ratio", "double", true)], "id") },
        { "RSI1022", () => Named(map => map.Column("id").Column("email", "e", f => f.Through(Transform.Sha256).As(RedshiftType.Integer))), Orders },
        { "RSI1011", () => Named(map => map.Rest(), target: t => t.DistributedBy("bytes")), Table([("id", "int", false), ("bytes", "blob", true)], "id") },
        { "RSI2012", () => Named(map => map.Rest()), Table([("id", "int", false), ("shape", "geometry", true)], "id") },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void A_contradiction_with_the_catalogue_has_its_problem(string id, Func<PipelineDefinition> definition, object table)
    {
        MappingResolution resolution = MappingResolver.Resolve(definition(), (SourceTable)table, Types);
        resolution.Mapping.Should().BeNull();
        resolution.Problems.Select(p => p.Id).Should().Equal(id);
    }

    [Fact]
    public void An_unknown_column_names_near_ones() =>
        MappingResolver.Resolve(Named(map => map.Column("id").Column("totl")), Orders, Types).Problems[0].Message.Should().Contain("(near: total)");

    [Fact]
    public void A_nullable_cursor_passes_where_the_definition_says_that_such_rows_stay_out()
    {
        SourceTable table = Table([("id", "int", false), ("u", "datetime(6)", true)], "id");
        Resolved(Named(map => map.Rest(), source => source.IncrementalBy("u").WhereSql("`u`  is not null")), table).Cursor.Should().NotBeNull();
        MappingResolver.Resolve(Named(map => map.Rest(), source => source.IncrementalBy("u").WhereSql("u IS NOT NULL OR 1 = 1")), table, Types).Problems.Should().ContainSingle(p => p.Id == "RSI1108");
    }

    [Fact]
    public void Reserved_words_and_nullable_keys_are_noted()
    {
        ResolvedMapping mapping = Resolved(Named(map => map.Rest(), target: t => t.MergedOn("order")), Table([("order", "int", true)]));
        mapping.Notes.Should().HaveCount(2).And.Contain(n => n.Contains("reserved word", StringComparison.Ordinal)).And.Contain(n => n.Contains("NULL", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stored_mapping_comes_back_as_the_same_value()
    {
        ResolvedMapping mapping = Resolved(SampleDefinitions.Orders, Orders);
        ResolvedMappingJson.Read(ResolvedMappingJson.Write(mapping)).Should().Be(mapping with { Columns = EquatableList.From(mapping.Columns.Select(c => c with { Why = "" })) });
        FluentActions.Invoking(() => ResolvedMappingJson.Read("{}")).Should().Throw<PipelineDefinitionException>().Which.ProblemId.Should().Be("RSI1150");
    }

    [Fact]
    public void The_hash_counts_what_a_load_depends_on_and_nothing_else()
    {
        PipelineDefinition definition = SampleDefinitions.Orders;
        ResolvedMapping mapping = Resolved(definition, Orders);
        string hash = mapping.ComputeHash(definition);
        hash.Should().HaveLength(64);
        (mapping with { Notes = ["x"], LeftOut = [] }).ComputeHash(definition).Should().Be(hash);
        (mapping with { Keys = ["total"] }).ComputeHash(definition).Should().NotBe(hash);
        (mapping with { Columns = [mapping.Columns[0] with { SourceType = "int" }] }).ComputeHash(definition).Should().NotBe(hash);
    }

    private static PipelineDefinition Named(Func<FieldMap<Row>, FieldMap<Row>> map, Func<Source<Row>, Source<Row>>? source = null, Func<RedshiftTable, RedshiftTable>? target = null)
    {
        Source<Row> table = MySqlTable.Named("shop", "orders");
        RedshiftTable to = RedshiftTable.Named("a.b");
        return Pipeline.From(source?.Invoke(table) ?? table).MapFields(map).To(target?.Invoke(to) ?? to);
    }

    private static ResolvedMapping Resolved(PipelineDefinition definition, SourceTable table)
    {
        MappingResolution resolution = MappingResolver.Resolve(definition, table, Types);
        resolution.Problems.Should().BeEmpty();
        return resolution.Mapping!;
    }

    private static SourceTable Table((string Name, string Type, bool IsNullable)[] columns, params string[] key) => new()
    {
        Columns = EquatableList.From(columns.Select(c => new SourceColumn { Name = c.Name, NativeType = c.Type, IsNullable = c.IsNullable })),
        PrimaryKey = EquatableList.From(key),
    };

    /// <summary>A type map as a source has one, small.</summary>
    private static ColumnResolution Types(SourceColumn column, RedshiftType? asked, string? clrType) => (column.NativeType, asked) switch
    {
        ("geometry", _) => new() { Problem = SourceProblems.Unsupported(column.Name, column.NativeType, "Leave it out.") },
        ("decimal(12,2)", { Kind: RedshiftTypeKind.Varchar }) => new() { Type = asked, Why = "as text" },
        ("bigint", { Kind: RedshiftTypeKind.Varchar }) => new() { Type = asked, Why = "as text" },
        ("varchar(100)", { Kind: RedshiftTypeKind.Integer }) => new() { Problem = SourceProblems.NotCarried(column.Name, column.NativeType, asked, "Ask for VARCHAR.") },
        (_, not null) => new() { Type = asked, Why = "asked" },
        ("bigint", _) => new() { Type = RedshiftType.BigInt, Why = "same range" },
        ("int", _) => new() { Type = RedshiftType.Integer, Why = "same range" },
        ("double", _) => new() { Type = RedshiftType.DoublePrecision, Why = "same range" },
        ("date", _) => new() { Type = RedshiftType.Date, Why = "same days" },
        ("blob", _) => new() { Type = RedshiftType.Varbyte(65535), Why = "same bytes" },
        ("decimal(12,2)", _) => new() { Type = RedshiftType.Decimal(12, 2), Why = "same digits" },
        ("datetime(6)", _) => new() { Type = RedshiftType.Timestamp, Why = "microseconds" },
        ("varchar(100)", _) => new() { Type = RedshiftType.Varchar(400), Why = "4 bytes a character" },
        ("varchar(10)", _) => new() { Type = RedshiftType.Varchar(40), Why = "4 bytes a character" },
        _ => new() { Type = RedshiftType.Varchar(65535), Why = "the longest text" },
    };
}

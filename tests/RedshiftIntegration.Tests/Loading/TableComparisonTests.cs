using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Loading;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Tests.Loading;

public sealed class TableComparisonTests
{
    private static readonly WantedTable Wanted = new("analytics", "orders")
    {
        Columns =
        [
            new("order_id", RedshiftType.BigInt, false) { Why = "id bigint" }, new("status", RedshiftType.Varchar(40), true) { Why = "status varchar(10): 4 bytes a character" },
            new("total", RedshiftType.Decimal(12, 2), true),
        ],
        PrimaryKey = ["order_id"],
    };

    private static readonly CatalogueTable Found = new()
    {
        Schema = "analytics",
        Name = "orders",
        Columns = [new("order_id", "bigint") { IsNullable = false }, new("status", "character varying(40)"), new("total", "numeric(12,2)")],
        PrimaryKey = ["order_id"],
    };

    [Fact]
    public void A_missing_table_is_made_and_each_column_told_with_its_reason() => Approved.Match(Text(TableComparison.Of(Wanted, null)));

    [Fact]
    public void The_same_table_is_no_difference() => TableComparison.Of(Wanted, Found).Action.Should().Be(ChangeAction.None);

    [Fact]
    public void What_the_definition_leaves_open_is_no_difference()
    {
        CatalogueTable found = Found with
        {
            Distribution = DistributionStyle.Key,
            PrimaryKey = [],
            Columns =
            [
                new("note", "character varying(10)"), new("made_at", "timestamp without time zone") { IsNullable = false, HasDefault = true },
                .. Found.Columns.Select(c => c.Name == "status" ? c with { TypeText = "character varying(41)", IsDistributionKey = true, SortOrdinal = 1 } : c),
            ],
        };
        TableComparison.Of(Wanted, found).Action.Should().Be(ChangeAction.None);
    }

    [Fact]
    public void What_can_be_altered_is_altered() => Approved.Match(Text(TableComparison.Of(
        Wanted with { Distribution = DistributionStyle.Key, DistributionKey = "order_id", SortKeys = ["status", "total"] },
        Found with { Distribution = DistributionStyle.Even, Columns = [Found.Columns[0], new("status", "character varying(20)") { SortOrdinal = 1 }] })));

    [Fact]
    public void What_can_not_be_altered_is_made_anew_with_approval_and_only_while_empty()
    {
        ResourceDifference difference = TableComparison.Of(Wanted, Found with
        {
            PrimaryKey = ["status"],
            Columns =
            [
                new("order_id", "integer") { IsNullable = false }, new("status", "character varying(20)") { IsNullable = false }, new("total", "geometry"),
                new("must", "date") { IsNullable = false },
            ],
        });
        difference.NeedsApproval.Should().BeTrue();
        Approved.Match(Text(difference));
    }

    [Fact]
    public void A_missing_key_column_can_not_be_added() =>
        TableComparison.Of(Wanted, Found with { PrimaryKey = [], Columns = [Found.Columns[1], Found.Columns[2]] }).Action.Should().Be(ChangeAction.Replace);

    [Fact]
    public void A_view_is_refused() =>
        FluentActions.Invoking(() => TableComparison.Of(Wanted, Found with { IsView = true })).Should().Throw<DeploymentException>().Which.ProblemId.Should().Be("RSI8008");

    [Theory]
    [InlineData("numeric(12,2)", "DECIMAL(12,2)")]
    [InlineData("character varying(256)", "VARCHAR(256)")]
    [InlineData("character(2)", "CHAR(2)")]
    [InlineData("timestamp without time zone", "TIMESTAMP")]
    [InlineData("timestamp with time zone", "TIMESTAMPTZ")]
    [InlineData("binary varying(16)", "VARBYTE(16)")]
    [InlineData("super", "SUPER")]
    [InlineData("double precision", "DOUBLE PRECISION")]
    [InlineData("geometry", null)]
    public void A_catalogue_type_is_read(string text, string? type) => CatalogueType.Parse(text)?.ToString().Should().Be(type);

    private static string Text(ResourceDifference difference) =>
        $"{difference.Action}: {difference.Reason}\n{string.Join('\n', difference.Details)}\n\n{string.Join(";\n", difference.Sql)}\n\nground {difference.Ground}";
}

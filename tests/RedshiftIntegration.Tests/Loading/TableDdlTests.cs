using RedshiftIntegration.Definition;
using RedshiftIntegration.Loading;

namespace RedshiftIntegration.Tests.Loading;

public sealed class TableDdlTests
{
    private static readonly WantedTable Orders = new("analytics", "orders")
    {
        Columns =
        [
            new("order_id", RedshiftType.BigInt, false), new("status", RedshiftType.Varchar(40), true), new("total", RedshiftType.Decimal(12, 2), true),
            new("details", RedshiftType.Super, true), new("timestamp", RedshiftType.TimestampTz, true),
        ],
        PrimaryKey = ["order_id"],
        Distribution = DistributionStyle.Key,
        DistributionKey = "order_id",
        SortKeys = ["timestamp", "order_id"],
    };

    [Fact]
    public void A_table_with_all_its_styles_is_this_text() => Approved.Match(TableDdl.Create(Orders));

    [Fact]
    public void The_changes_of_a_table_are_these_statements() => Approved.Match(string.Join(
        ";\n",
        [TableDdl.Create(Orders with { Distribution = DistributionStyle.All, SortKeys = [], PrimaryKey = [] }),
        TableDdl.Create(Orders with { Distribution = DistributionStyle.Even, SortKeys = [] }),
        TableDdl.Create(Orders with { Distribution = DistributionStyle.Auto, SortKeys = [] }),
        TableDdl.AddColumn(Orders, Orders.Columns[1]),
        TableDdl.Widen(Orders, Orders.Columns[1]),
        TableDdl.AlterDistribution(Orders),
        TableDdl.AlterDistribution(Orders with { Distribution = DistributionStyle.Even }),
        TableDdl.AlterDistribution(Orders with { Distribution = DistributionStyle.All }),
        TableDdl.AlterSorting(Orders),
        .. TableDdl.Replace(Orders)]));

    [Fact]
    public void The_control_schema_is_these_tables() => Approved.Match(string.Join(
        ";\n",
        ControlSchema.Tables.Append(ControlSchema.Gate(RedshiftTable.Named("analytics.orders"))).Select(t => TableDdl.Create(ControlSchemaResource.Wanted("redshift_integration", t)))));

    [Fact]
    public void A_gate_is_named_after_its_target_and_kept_apart_by_a_hash()
    {
        string name = ControlSchema.GateName(RedshiftTable.Named("analytics", new string('x', 127)));
        name.Should().MatchRegex("^gate_x{60}_[0-9a-f]{10}$");
        ControlSchema.GateName(RedshiftTable.Named("a", "o-rders")).Should().MatchRegex("^gate_o_rders_").And.NotBe(ControlSchema.GateName(RedshiftTable.Named("a", "o_rders")));
        ControlSchema.GateName(RedshiftTable.Named("a.orders")).Should().NotBe(ControlSchema.GateName(RedshiftTable.Named("b.orders")));
    }

    [Fact]
    public void Text_is_cut_at_a_characters_border()
    {
        ControlSchema.Fit("aé😀", 7).Should().Be("aé😀");
        ControlSchema.Fit("aé😀", 6).Should().Be("aé");
        ControlSchema.Fit("a\0b", 6).Should().Be("ab");
    }
}

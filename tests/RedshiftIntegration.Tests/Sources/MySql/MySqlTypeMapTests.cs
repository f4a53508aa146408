using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.MySql;

namespace RedshiftIntegration.Tests.Sources.MySql;

public sealed class MySqlTypeMapTests
{
    [Theory]
    [InlineData("SMALLINT", "BIGINT", null)]
    [InlineData("tinyint(1)", "BOOLEAN", null)]
    [InlineData("decimal(12,2)", "DECIMAL(38,10)", null)]
    [InlineData("decimal(12,2)", "VARCHAR(20)", null)]
    [InlineData("varchar(20)", "VARCHAR(5)", null)]
    [InlineData("datetime", "TIMESTAMPTZ", null)]
    [InlineData("time", "TIME", null)]
    [InlineData("double", "REAL", "RSI2011")]
    [InlineData("datetime", "DATE", null)]
    [InlineData("varchar(20)", "VARBYTE(20)", null)]
    [InlineData("json", "VARBYTE(16777216)", null)]
    [InlineData("json", "BIGINT", "RSI2011")]
    [InlineData("set", "INTEGER", "RSI2011")]
    [InlineData("blob", "SUPER", "RSI2011")]
    [InlineData("vector", "SUPER", "RSI2012")]
    public void Another_type_is_taken_where_no_value_changes_and_else_a_problem(string columnType, string asked, string? problem)
    {
        ColumnResolution resolution = MySqlResolution.Resolve(Column(columnType), RedshiftType.TryParse(asked), null);

        resolution.Problem?.Id.Should().Be(problem);
        (resolution.Problem is null).Should().Be(problem is null);
        resolution.Type?.ToString().Should().Be(asked);
    }

    [Fact]
    public void A_bool_property_asks_for_a_boolean()
    {
        MySqlResolution.Resolve(Column("tinyint(1)"), null, "Boolean?").Type.Should().Be(RedshiftType.Boolean);
        MySqlResolution.Resolve(Column("tinyint(1)"), null, "Int32").Type.Should().Be(RedshiftType.SmallInt);
    }

    [Fact]
    public void Labels_are_read_with_their_quotes() => MySqlText.Labels("enum('a','b''c',',')").Should().Equal("a", "b'c", ",");

    [Theory]
    [InlineData("Server=db.example.com;User ID=u", "VerifyFull")]
    [InlineData("Server=127.0.0.1;User ID=u", "Preferred")]
    [InlineData("Server=localhost;User ID=u", "Preferred")]
    [InlineData("Server=db.example.com;Ssl Mode=Required", "Required")]
    [InlineData("Server=db.example.com;SslMode=None", "None")]
    public void Tls_is_verified_unless_the_string_says_otherwise_or_the_server_is_here(string given, string mode) =>
        new MySqlConnector.MySqlConnectionStringBuilder(MySqlSession.Complete(given)).SslMode.ToString().Should().BeOneOf(mode, mode == "None" ? "Disabled" : mode);

    [Fact]
    public void Options_that_change_values_are_never_left_to_the_string()
    {
        MySqlConnector.MySqlConnectionStringBuilder completed = new(MySqlSession.Complete("Server=x;TreatTinyAsBoolean=true;ConvertZeroDateTime=true;AllowZeroDateTime=false;GuidFormat=Binary16"));

        completed.TreatTinyAsBoolean.Should().BeFalse();
        completed.ConvertZeroDateTime.Should().BeFalse();
        completed.AllowZeroDateTime.Should().BeTrue();
        completed.GuidFormat.Should().Be(MySqlConnector.MySqlGuidFormat.None);
    }

    [Fact]
    public void Names_are_quoted_whatever_they_hold()
    {
        MySqlName.QuoteTable("my`db.a table").Should().Be("`my``db`.`a table`");
        MySqlName.QuoteTable("t").Should().Be("`t`");
    }

    private static SourceColumn Column(string columnType) => new()
    {
        Name = "c",
        NativeType = columnType,
        Facts = new MySqlColumnFacts { DataType = columnType.Split('(')[0].ToLowerInvariant(), ColumnType = columnType, Precision = 12, Scale = 2, MaxLength = 20, Charset = "utf8mb4" },
    };
}

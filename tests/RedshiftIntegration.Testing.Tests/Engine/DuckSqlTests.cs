using RedshiftIntegration.Testing.Engine;
using Printer = RedshiftIntegration.Testing.Engine.DuckSql.Printer;

namespace RedshiftIntegration.Testing.Tests.Engine;

public sealed class DuckSqlTests
{
    [Fact]
    public void Words_numbers_and_other_SQL_stand_in_the_order_in_which_they_are_written()
    {
        DuckSql one = $"SELECT {1}";
        DuckSql lines = $"SELECT a, "
            + $"b, "
            + $"{one}{one}"
            + $" FROM "
            + $"t({2L})";
        DuckSql words = $"BEGIN; "
            + $"COMMIT";

        one.Text.Should().Be("SELECT 1");
        lines.Text.Should().Be("SELECT a, b, SELECT 1SELECT 1 FROM t(2)");
        words.Text.Should().Be("BEGIN; COMMIT");
        DuckSql.Empty.Text.Should().BeEmpty();
        DuckSql.List([one, words]).Text.Should().Be("SELECT 1, BEGIN; COMMIT");
        (one + words).Text.Should().Be("SELECT 1BEGIN; COMMIT");
    }

    [Fact]
    public void Names_and_texts_enter_in_quotes()
    {
        DuckSql sql = $"{Printer.Identifier("a\"; DROP")} = {Printer.Text("it's")}";

        sql.Text.Should().Be("\"a\"\"; DROP\" = 'it''s'");
    }

    [Fact]
    public void A_name_can_not_hold_the_mark_of_a_parameter() =>
        FluentActions.Invoking(() => Printer.Identifier("a\u00011\u0001")).Should().Throw<SqlError>().Which.SqlState.Should().Be("0A000");

    [Fact]
    public void A_word_is_one_of_the_printers_own() =>
        FluentActions.Invoking(() => Printer.Word("; DROP TABLE t")).Should().Throw<InvalidOperationException>();
}

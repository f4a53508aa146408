using System.Text;
using RedshiftIntegration.Testing.Tests.Fuzz;

namespace RedshiftIntegration.Testing.Tests.Wire;

/// <summary>What is too large, cut off or lies about its length, sent byte by byte.</summary>
public sealed class WireLimitTests : RedshiftTest
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void A_statement_of_16_megabytes_runs_and_one_byte_more_is_refused()
    {
        using WireClient client = WireClient.LogIn(Redshift.ConnectionString);
        string largest = "SELECT 1 AS one --".PadRight(16 * Megabyte, 'x');

        client.Send(Frame.Query(largest));
        client.ReadAnswer().Select(f => f.Type).Should().Equal('T', 'D', 'C', 'Z');
        client.Send(Frame.Query(largest + "x"));
        Refused(client).Should().Be("54000");
        client.Send(Frame.Query("SELECT '" + new string('☃', 6 * Megabyte) + "'"));
        Refused(client).Should().Be("54000", "bytes count, not characters");
        client.Send(Frame.Query("SELECT 1"));
        client.ReadAnswer().Should().HaveCount(4);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(64 * Megabyte + 1)]
    public void An_impossible_length_ends_the_connection_with_an_error(int length)
    {
        using WireClient client = WireClient.LogIn(Redshift.ConnectionString);

        client.Send(Frame.Query("SELECT 1") with { FalseLength = length });

        Frame error = client.Read()!;
        (WireClient.Field(error, 'S'), WireClient.Field(error, 'C')).Should().Be(("FATAL", "08P01"));
        client.Read().Should().BeNull();
    }

    [Fact]
    public void A_message_that_never_ends_is_the_end_of_its_connection()
    {
        using WireClient client = WireClient.LogIn(Redshift.ConnectionString);

        client.Send(Frame.Query("SELECT 1") with { FalseLength = 60 * Megabyte });
        client.EndSending();

        client.Read().Should().BeNull();
    }

    [Fact]
    public void A_length_that_is_too_short_makes_the_rest_of_the_text_a_message()
    {
        using WireClient client = WireClient.LogIn(Redshift.ConnectionString);

        client.Send(Frame.Query("SELECT 1") with { FalseLength = 8 });

        client.ReadAnswer()[0].Type.Should().Be('E');
    }

    [Fact]
    public void A_zero_byte_in_a_query_ends_it_there_and_what_follows_is_ignored_as_in_postgresql()
    {
        using WireClient client = WireClient.LogIn(Redshift.ConnectionString);

        client.Send(Frame.Query("SELECT 1\0; SELECT 2"));

        client.ReadAnswer().Select(f => f.Type).Should().Equal('T', 'D', 'C', 'Z');
    }

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        using WireClient client = WireClient.LogIn(Redshift.ConnectionString);

        client.Send(new Frame('Q', [.. "SELECT '"u8, 0xC3, 0x28, .. "'\0"u8]));

        Refused(client).Should().Be("22021");
    }

    [Fact]
    public async Task A_row_of_many_columns_is_refused()
    {
        string list = string.Join(", ", Enumerable.Range(1, 1664));

        (await Scalar("SELECT " + list)).Should().Be(1);
        (await Fails(Run($"SELECT {list}, 1"))).SqlState.Should().Be("54011");
    }

    [Fact]
    public void A_large_result_is_read_in_parts_and_the_rest_is_left()
    {
        using WireClient client = WireClient.LogIn(Redshift.ConnectionString);
        client.Send(Frame.Query("BEGIN"));
        client.ReadAnswer();
        client.Send(Parse("SELECT n, REPEAT('x', 1000) FROM generate_series(1, 20000) n"), new Frame('B', new byte[8]), Execute(7000), Execute(7000), Execute(7000), Execute(1), Frame.Sync);

        string types = new([.. client.ReadAnswer().Select(f => f.Type)]);

        types.Should().Be("12" + new string('D', 7000) + "s" + new string('D', 7000) + "s" + new string('D', 6000) + "C" + "C" + "Z");
        client.Send(Execute(1), Frame.Sync);
        client.ReadAnswer().Select(f => f.Type).Should().Equal('C', 'Z');
    }

    private static Frame Parse(string sql) => new('P', [0, .. Encoding.UTF8.GetBytes(sql), 0, 0, 0]);

    private static Frame Execute(int rows) => new('E', [0, .. BitConverter.GetBytes(rows).Reverse()]);

    private static string? Refused(WireClient client) => WireClient.Field(client.ReadAnswer().Single(f => f.Type == 'E'), 'C');
}

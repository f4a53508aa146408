using System.Buffers.Binary;
using System.Text;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Tests.Wire;

/// <summary>What Npgsql never sends: row limits, closed names, wrong counts. The messages are read off a stream in memory.</summary>
public sealed class ExtendedQueryTests : RedshiftTest
{
    private readonly MemoryStream sent = new();
    private Session session = null!;
    private ExtendedQuery query = null!;
    private BackendWriter writer = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        session = Redshift.Warehouse.OpenSession(Redshift.Warehouse.Catalogue.Committed.Users[100], new Dictionary<string, string>(StringComparer.Ordinal));
        writer = new BackendWriter(sent);
        query = new ExtendedQuery(session, writer);
    }

    public override async ValueTask DisposeAsync()
    {
        Redshift.Warehouse.CloseSession(session);
        await base.DisposeAsync();
    }

    [Fact]
    public void A_row_limit_suspends_the_portal_until_all_rows_are_fetched()
    {
        query.Parse(Message("", "SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 ORDER BY n", (short)0));
        query.Bind(Message("p", "", (short)0, (short)0, (short)0));
        query.Execute(Message("p", 2));
        query.Execute(Message("p", 2));

        Types().Should().Be("12DDsDC");
    }

    [Fact]
    public void An_empty_statement_answers_EmptyQueryResponse()
    {
        query.Parse(Message("", "-- nothing\n", (short)0));
        query.Bind(Message("", "", (short)0, (short)0, (short)0));
        query.Describe(Message((byte)'P', ""));
        query.Execute(Message("", 0));

        Types().Should().Be("12nI");
    }

    [Fact]
    public void A_closed_statement_is_gone()
    {
        query.Parse(Message("s", "SELECT 1", (short)0));
        query.Close(Message((byte)'S', "s"));

        query.Invoking(q => q.Describe(Message((byte)'S', "s"))).Should().Throw<SqlError>().Which.SqlState.Should().Be("26000");
    }

    [Fact]
    public void A_name_is_given_once()
    {
        query.Parse(Message("s", "SELECT 1", (short)0));

        query.Invoking(q => q.Parse(Message("s", "SELECT 2", (short)0))).Should().Throw<SqlError>().Which.SqlState.Should().Be("42P05");
    }

    [Fact]
    public void Two_statements_in_one_parse_are_refused()
    {
        query.Invoking(q => q.Parse(Message("", "SELECT 1; SELECT 2", (short)0))).Should().Throw<SqlError>().Which.SqlState.Should().Be("42601");
    }

    [Fact]
    public void A_wrong_number_of_parameters_is_a_protocol_violation()
    {
        query.Parse(Message("", "SELECT $1::int", (short)0));

        query.Invoking(q => q.Bind(Message("", "", (short)0, (short)0, (short)0))).Should().Throw<SqlError>().Which.SqlState.Should().Be("08P01");
    }

    [Fact]
    public void A_parameter_of_a_type_that_redshift_lacks_is_refused()
    {
        const int Uuid = 2950;

        query.Invoking(q => q.Parse(Message("", "SELECT $1", (short)1, Uuid))).Should().Throw<SqlError>().Which.SqlState.Should().Be("0A000");
    }

    [Fact]
    public void A_short_message_is_a_protocol_violation()
    {
        query.Invoking(q => q.Parse([(byte)'s'])).Should().Throw<SqlError>().Which.SqlState.Should().Be("08P01");
    }

    private static byte[] Message(params object[] fields)
    {
        using MemoryStream body = new();
        foreach (object field in fields)
        {
            byte[] bytes = field switch
            {
                string text => [.. Encoding.UTF8.GetBytes(text), 0],
                byte b => [b],
                short s => BigEndian(2, span => BinaryPrimitives.WriteInt16BigEndian(span, s)),
                int i => BigEndian(4, span => BinaryPrimitives.WriteInt32BigEndian(span, i)),
                _ => throw new ArgumentException($"{field.GetType()} is no field of a message.", nameof(fields)),
            };
            body.Write(bytes);
        }

        return body.ToArray();
    }

    private static byte[] BigEndian(int length, Action<byte[]> write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        return bytes;
    }

    /// <summary>The type letters of what was sent.</summary>
    private string Types()
    {
        writer.Flush();
        byte[] bytes = sent.ToArray();
        StringBuilder types = new();
        for (int at = 0; at < bytes.Length; at += 1 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1)))
        {
            types.Append((char)bytes[at]);
        }

        return types.ToString();
    }
}

using Npgsql;
using RedshiftIntegration.Sources.Database;

namespace RedshiftIntegration.Tests.Sources.Database;

public sealed class PostgreSqlConnectionStringTests
{
    private static readonly SslMode Standard = new NpgsqlConnectionStringBuilder().SslMode;

    [Theory]
    [InlineData("Host=db.example.com;Username=u")]
    [InlineData("Server=db.example.com")]
    [InlineData("Host=localhost.example.com")]
    [InlineData("Host=localhost,db.example.com")]
    [InlineData("Username=u")]
    public void Tls_is_verified_by_default(string given) => Completed(given).SslMode.Should().Be(SslMode.VerifyFull);

    [Theory]
    [InlineData("Host=localhost")]
    [InlineData("Server=127.0.0.1:5433")]
    [InlineData("Host=::1")]
    [InlineData("Host=127.0.0.1,LOCALHOST:5433")]
    [InlineData("Host=/var/run/postgresql")]
    [InlineData("Host=@abstract")]
    public void A_server_on_this_machine_keeps_the_drivers_default(string given) => Completed(given).SslMode.Should().Be(Standard);

    [Theory]
    [InlineData("Host=db.example.com;SSL Mode=Require", SslMode.Require)]
    [InlineData("Host=db.example.com;sslmode=Disable", SslMode.Disable)]
    public void A_stated_mode_counts(string given, SslMode mode) => Completed(given).SslMode.Should().Be(mode);

    [Theory]
    [InlineData("Host=db.example.com", true, 60, 30)]
    [InlineData("Host=localhost;TCP Keepalive Time=5", true, 5, 30)]
    [InlineData("Host=db.example.com;TcpKeepalive=false", false, 0, 0)]
    public void Idle_connections_are_kept_alive_unless_the_string_says_otherwise(string given, bool isOn, int time, int interval)
    {
        NpgsqlConnectionStringBuilder completed = Completed(given);

        (completed.TcpKeepAlive, completed.TcpKeepAliveTime, completed.TcpKeepAliveInterval).Should().Be((isOn, time, interval));
    }

    [Fact]
    public void The_rest_stays_as_it_was()
    {
        NpgsqlConnectionStringBuilder completed = Completed("Host=db.example.com;Port=6000;Username=u;Password='a;b\"c'");

        (completed.Host, completed.Port, completed.Username, completed.Password).Should().Be(("db.example.com", 6000, "u", "a;b\"c"));
    }

    /// <summary>As the dialect hands it to the provider.</summary>
    private static NpgsqlConnectionStringBuilder Completed(string given) => new(DatabaseDialect.Of(NpgsqlFactory.Instance).ConnectionString(given));
}

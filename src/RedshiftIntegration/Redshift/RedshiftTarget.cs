using System.Data.Common;
using Npgsql;

namespace RedshiftIntegration.Redshift;

/// <summary>One warehouse that was added: its options and its connections.</summary>
internal sealed class RedshiftTarget : IAsyncDisposable
{
    private readonly Lazy<NpgsqlDataSource> _source;

    public RedshiftTarget(string name, RedshiftOptions options)
    {
        Name = name;
        Options = options;
        _source = new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(Complete(options.ConnectionString)));
    }

    /// <summary>Empty for the default target.</summary>
    public string Name { get; }

    public RedshiftOptions Options { get; }

    /// <summary>For messages: host, port and database, never the user's secret.</summary>
    public string Display
    {
        get
        {
            NpgsqlConnectionStringBuilder builder = new(Options.ConnectionString);
            return $"{builder.Host}:{builder.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}/{builder.Database}";
        }
    }

    /// <summary>What the library needs of a connection, where the string does not say otherwise.</summary>
    internal static string Complete(string connectionString)
    {
        DbConnectionStringBuilder stated = new() { ConnectionString = connectionString };
        NpgsqlConnectionStringBuilder builder = new(connectionString)
        {
            // A load is one transaction of its own; Npgsql's Redshift mode is gone with version 10, it goes by the server's version now.
            Enlist = false,
        };
        if (!States(stated, "SSL Mode", "SslMode"))
        {
            builder.SslMode = SslMode.VerifyFull;
        }

        // A COPY can be silent for minutes; NAT gateways drop idle connections after 350 seconds (AWS: nat-gateway-basics).
        if (!States(stated, "Tcp Keepalive", "TcpKeepalive", "Tcp KeepAlive"))
        {
            builder.TcpKeepAlive = true;
            builder.TcpKeepAliveTime = 60;
            builder.TcpKeepAliveInterval = 30;
        }

        if (!States(stated, "Application Name", "ApplicationName"))
        {
            builder.ApplicationName = "RedshiftIntegration";
        }

        return builder.ConnectionString;
    }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.Value.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.IsValueCreated ? _source.Value.DisposeAsync() : ValueTask.CompletedTask;

    private static bool States(DbConnectionStringBuilder stated, params string[] names) => names.Any(stated.ContainsKey);
}

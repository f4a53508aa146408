using System.Data.Common;

namespace RedshiftIntegration.Sources.Database;

/// <summary>What reading needs of a PostgreSQL connection, where the string does not say otherwise.</summary>
internal static class PostgreSqlConnectionString
{
    /// <exception cref="ArgumentException">It is no list of names and values.</exception>
    public static string Complete(string connectionString)
    {
        DbConnectionStringBuilder builder = new() { ConnectionString = connectionString };
        if (Stated(builder, "sslmode") is null && !IsHere(Stated(builder, "host", "server")))
        {
            builder["SSL Mode"] = "VerifyFull";
        }

        // The server is silent while it sorts, and we are while an upload holds the read back; NAT gateways drop idle connections after 350 seconds
        // (AWS: nat-gateway-basics).
        if (Stated(builder, "tcpkeepalive") is null)
        {
            builder["Tcp Keepalive"] = "true";
            builder["Tcp Keepalive Time"] = Stated(builder, "tcpkeepalivetime") ?? "60";
            builder["Tcp Keepalive Interval"] = Stated(builder, "tcpkeepaliveinterval") ?? "30";
        }

        return builder.ConnectionString;
    }

    /// <summary>Whether all hosts are this machine, by loopback or a unix socket (a path, or a name after @): nobody can read along.</summary>
    private static bool IsHere(string? hosts) => hosts is not null && hosts.Split(',', StringSplitOptions.TrimEntries).All(h =>
        h is ['/' or '@', ..] or "::1" or "[::1]" || h.StartsWith("[::1]:", StringComparison.Ordinal) || h.Split(':') is ["127.0.0.1", ..] || h.Split(':')[0].Equals("localhost", StringComparison.OrdinalIgnoreCase));

    /// <summary>The provider takes a name with and without its blanks.</summary>
    private static string? Stated(DbConnectionStringBuilder builder, params ReadOnlySpan<string> names)
    {
        foreach (string key in builder.Keys.Cast<string>())
        {
            string bare = key.Replace(" ", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
            if (names.Contains(bare))
            {
                return builder[key].ToString();
            }
        }

        return null;
    }
}

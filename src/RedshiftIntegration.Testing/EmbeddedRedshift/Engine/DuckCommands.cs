using System.Globalization;
using DuckDB.NET.Data;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>SQL of the server's own, run on a connection outside of any client's statement: no parameters, no cancellation, DuckDB's errors as they are.</summary>
internal static class DuckCommands
{
    public static void Execute(DuckDBConnection connection, DuckSql sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql.Text;
        command.ExecuteNonQuery();
    }

    /// <summary>How many rows a relation has.</summary>
    public static long Count(DuckDBConnection connection, DuckSql relation)
    {
        using var command = connection.CreateCommand();
        DuckSql count = $"SELECT count(*) FROM {relation}";
        command.CommandText = count.Text;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}

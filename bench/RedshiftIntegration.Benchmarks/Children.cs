using System.Globalization;
using MySqlConnector;

namespace RedshiftIntegration.Benchmarks;

/// <summary>Starts the processes that are measured.</summary>
/// <param name="program">The program whose "child" command measures one thing.</param>
/// <param name="connectionString">The MariaDB.</param>
/// <param name="s3">The S3 double.</param>
internal sealed class Children(string program, string connectionString, Uri s3)
{
    public Task<Measurement> MeasureAsync(string what, string table)
    {
        MySqlConnectionStringBuilder target = new(connectionString) { Database = LineItem.Database };
        if (what != "mariadb")
        {
            return MeasuredProcess.RunAsync(program, ["child", what, table, target.ConnectionString, s3.ToString()], reports: true);
        }

        string[] arguments =
        [
            "--no-defaults", "--quick", "--protocol=tcp", $"--host={target.Server}", string.Create(CultureInfo.InvariantCulture, $"--port={target.Port}"),
            $"--user={target.UserID}", $"--password={target.Password}", "-e", $"SELECT * FROM {table}", LineItem.Database,
        ];
        return MeasuredProcess.RunAsync("mariadb", arguments, reports: false);
    }
}

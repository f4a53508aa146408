using System.Diagnostics;
using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using DuckDB.NET.Data;
using Npgsql;
using RedshiftIntegration.Testing;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Benchmarks;

/// <summary>What the double of Redshift costs a test: start-up, a statement against PostgreSQL, a COPY against DuckDB alone, the parser.</summary>
internal static class DoubleBenchmark
{
    private const string Bucket = "rsi-bench";
    private const string Columns = "id BIGINT, customer INTEGER, total DECIMAL(18,2), state VARCHAR(20), placed TIMESTAMP, note VARCHAR(100)";

    private static readonly (string Name, string Sql)[] Statements =
    [
        ("`SELECT 1`", "SELECT 1"),
        ("point select of 10,000 rows", "SELECT b FROM bench_t WHERE a = 4711"),
        ("insert of one row", "INSERT INTO bench_u VALUES (1, 'x')"),
        ("update of one row of 10,000", "UPDATE bench_t SET b = 'y' WHERE a = 42"),
    ];

    private static readonly string Long = "SELECT c.region, date_trunc('month', o.placed) AS month, count(*) AS orders, sum(o.total) AS revenue, "
        + "sum(CASE WHEN o.state = 'returned' THEN o.total ELSE 0 END) AS returned, row_number() OVER (PARTITION BY c.region ORDER BY sum(o.total) DESC) AS place "
        + "FROM analytics.orders AS o JOIN analytics.customers AS c ON c.id = o.customer LEFT JOIN analytics.refunds AS r ON r.order_id = o.id AND r.state <> 'open' "
        + "WHERE o.placed >= dateadd(day, -30, getdate()) AND c.region IN ('EMEA', 'APAC') AND o.note NOT LIKE '%test%' GROUP BY 1, 2 HAVING sum(o.total) > 100 ORDER BY 2, 4 DESC LIMIT 100";

    public static async Task<int> RunAsync(string[] options)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"Written by `dotnet run -c Release --project bench/RedshiftIntegration.Benchmarks -- {string.Join(' ', options.Prepend("double"))}` on {DateTimeOffset.UtcNow:yyyy-MM-dd}, {BenchmarkPage.Machine()}, .NET {Environment.Version}.");
        text.AppendLine().AppendLine("| | the double | peer | ratio |").AppendLine("| --- | --- | --- | --- |");
        await StartUpAsync(text);
        await StatementsAsync(text);
        await CopyAsync(text);
        Parsing(text);
        string page = BenchmarkPage.Write("double", text.ToString());
        Console.WriteLine(text);
        Console.WriteLine($"written to {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
        return 0;
    }

    private static async Task StartUpAsync(StringBuilder text)
    {
        double first = await OneStartAsync();
        List<double> later = [];
        List<double> bare = [];
        for (int i = 0; i < 30; i++)
        {
            later.Add(await OneStartAsync());
            bare.Add(BareStart());
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"| start to the first answer of Npgsql, first of the process | {first:F0} ms | | |");
        Row(text, "the same, later ones; peer: a bare DuckDB opens and answers", "ms", BenchmarkPage.Median(later), BenchmarkPage.Median(bare));
    }

    private static async Task<double> OneStartAsync()
    {
        Stopwatch watch = Stopwatch.StartNew();
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync();
        await using NpgsqlConnection connection = new(redshift.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "SELECT 1");
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double BareStart()
    {
        Stopwatch watch = Stopwatch.StartNew();
        using DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        command.ExecuteScalar();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task StatementsAsync(StringBuilder text)
    {
        await using BenchServer postgres = await BenchServer.StartPostgresAsync();
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync();
        await using NpgsqlConnection theirs = await PreparedAsync(postgres.ConnectionString);
        await using NpgsqlConnection ours = await PreparedAsync(redshift.ConnectionString);
        foreach ((string name, string sql) in Statements)
        {
            List<double> a = [];
            List<double> b = [];
            for (int round = 0; round < 10; round++)
            {
                a.Add(await TimeAsync(ours, sql, 200));
                b.Add(await TimeAsync(theirs, sql, 200));
            }

            Row(text, $"{name}, Npgsql, unprepared; peer: PostgreSQL 15", "ms", BenchmarkPage.Median(a), BenchmarkPage.Median(b));
        }
    }

    private static async Task<NpgsqlConnection> PreparedAsync(string connectionString)
    {
        NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS bench_t");
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS bench_u");
        await ExecuteAsync(connection, "CREATE TABLE bench_t (a INTEGER, b VARCHAR(20))");
        await ExecuteAsync(connection, "CREATE TABLE bench_u (a INTEGER, b VARCHAR(20))");
        string rows = string.Join(", ", Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"({i}, 'row {i}')")));
        await ExecuteAsync(connection, $"INSERT INTO bench_t VALUES {rows}");
        return connection;
    }

    private static async Task<double> TimeAsync(NpgsqlConnection connection, string sql, int times)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < times; i++)
        {
            await ExecuteAsync(connection, sql);
        }

        return watch.Elapsed.TotalMilliseconds / times;
    }

    private static async Task CopyAsync(StringBuilder text)
    {
        const int rows = 2_000_000;
        string folder = Directory.CreateTempSubdirectory("rsi-bench-copy-").FullName;
        string file = Path.Combine(folder, "rows.parquet");
        using DuckDBConnection duck = new("Data Source=:memory:");
        duck.Open();
        Duck(duck, string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT i::BIGINT AS id, (i % 1000)::INTEGER AS customer, (i / 7)::DECIMAL(18,2) AS total, 'state ' || (i % 5) AS state, TIMESTAMP '2026-01-01' + to_seconds(i) AS placed, 'a note of some words about row ' || i AS note FROM range({rows}) AS r(i)) TO '{file}' (FORMAT parquet)"));
        Duck(duck, "SET threads = 1");
        List<double> bare = [];
        List<double> ours = [];
        using EmbeddedAws aws = new();
        aws.CreateBucket(Bucket);
        using (AmazonS3Client s3 = new(new BasicAWSCredentials("AKIAEXAMPLE", "secret"), new AmazonS3Config { ServiceURL = aws.Listen().ToString(), ForcePathStyle = true, AuthenticationRegion = "eu-central-1" }))
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "rows.parquet", FilePath = file });
        }

        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = aws });
        await using NpgsqlConnection connection = new(redshift.ConnectionString);
        await connection.OpenAsync();
        for (int round = 0; round < 5; round++)
        {
            Duck(duck, $"CREATE OR REPLACE TABLE t ({Columns})");
            bare.Add(Timed(() => Duck(duck, $"INSERT INTO t SELECT * FROM read_parquet('{file}')")));
            await ExecuteAsync(connection, "DROP TABLE IF EXISTS t");
            await ExecuteAsync(connection, $"CREATE TABLE t ({Columns})");
            Stopwatch watch = Stopwatch.StartNew();
            await ExecuteAsync(connection, $"COPY t FROM 's3://{Bucket}/rows.parquet' IAM_ROLE default FORMAT AS PARQUET");
            ours.Add(watch.Elapsed.TotalMilliseconds);
        }

        Directory.Delete(folder, recursive: true);
        Row(text, "COPY of 2 million rows × 6 columns from Parquet; peer: DuckDB's INSERT … read_parquet, one thread too", "ms", BenchmarkPage.Median(ours), BenchmarkPage.Median(bare));
    }

    private static void Parsing(StringBuilder text)
    {
        foreach ((string name, string sql) in new[] { ("`SELECT 1`", "SELECT 1"), (string.Create(CultureInfo.InvariantCulture, $"a query of {Long.Length} characters"), Long) })
        {
            List<double> rounds = [];
            for (int round = 0; round < 20; round++)
            {
                Stopwatch watch = Stopwatch.StartNew();
                for (int i = 0; i < 1000; i++)
                {
                    SqlParser.Parse(sql);
                }

                rounds.Add(watch.Elapsed.TotalMicroseconds / 1000);
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"| parsing {name} | {BenchmarkPage.Median(rounds):F1} µs | | |");
        }
    }

    private static void Row(StringBuilder text, string name, string unit, double ours, double theirs)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {ours:F2} {unit} | {theirs:F2} {unit} | {ours / theirs:F2} |");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {ours:F2} {unit}, peer {theirs:F2} {unit}"));
    }

    private static double Timed(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Duck(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }
}

using RedshiftIntegration.Benchmarks;

return args switch
{
    ["line", .. string[] options] => await LineBenchmark.RunAsync(options),
    ["double", .. string[] options] => await DoubleBenchmark.RunAsync(options),
    ["child", string what, string table, string connectionString, string s3] => await LineChild.RunAsync(what, table, connectionString, new Uri(s3)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project bench/RedshiftIntegration.Benchmarks -- line [--rows N] [--rounds N] [--without-ten-million]
               dotnet run -c Release --project bench/RedshiftIntegration.Benchmarks -- double

        line: compares the line (MariaDB -> batches -> Parquet, to files and to the S3 double) with the bare reader of the same query.
        Uses the server of RSI_TEST_MYSQL if it is set, else starts MariaDB by eng/servers.sh.

        double: what EmbeddedRedshift costs a test: start-up, a statement against PostgreSQL 15 (RSI_TEST_POSTGRES, or started by eng/servers.sh),
        COPY of two million rows against DuckDB alone, parsing.

        Each writes its part of docs/benchmarks.md.
        """);
    return 2;
}

using RedshiftIntegration.Benchmarks;

return args switch
{
    ["line", .. string[] options] => await LineBenchmark.RunAsync(options),
    ["child", string what, string table, string connectionString, string s3] => await LineChild.RunAsync(what, table, connectionString, new Uri(s3)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project bench/RedshiftIntegration.Benchmarks -- line [--rows N] [--rounds N] [--without-ten-million]

        Compares the line (MariaDB -> batches -> Parquet, to files and to the S3 double) with the bare reader of the same query.
        Uses the server of RSI_TEST_MYSQL if it is set, else starts MariaDB by eng/servers.sh. Writes docs/benchmarks.md.
        """);
    return 2;
}

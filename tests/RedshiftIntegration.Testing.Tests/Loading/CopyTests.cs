using ParquetSharp;
using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Loading;

public sealed class CopyTests : IDisposable
{
    private const string Role = "IAM_ROLE 'arn:aws:iam::123456789012:role/copy' FORMAT AS PARQUET";

    private readonly Dialect db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void Every_physical_type_of_the_writer_loads_by_position()
    {
        db.Run("""
            CREATE TEMP TABLE s (si SMALLINT, i INTEGER, b BIGINT, d DECIMAL(18,2), e DECIMAL(38,4), dt DATE, ts TIMESTAMP, tz TIMESTAMPTZ, v VARCHAR(10), x VARBYTE(8), o BOOLEAN, r REAL, f DOUBLE PRECISION)
            """);
        Column[] columns =
        [
            new(typeof(short?), "zz", LogicalType.Int(16, true)), new(typeof(int?), "i"), new(typeof(long?), "b"),
            new Column<decimal?>("d", LogicalType.Decimal(18, 2)), new Column<decimal?>("e", LogicalType.Decimal(38, 4)),
            new(typeof(Date?), "dt"), new(typeof(DateTime?), "ts", LogicalType.Timestamp(false, TimeUnit.Micros)), new(typeof(DateTime?), "tz", LogicalType.Timestamp(true, TimeUnit.Micros)),
            new(typeof(string), "v"), new(typeof(byte[]), "x"), new(typeof(bool?), "o"), new(typeof(float?), "r"), new(typeof(double?), "f"),
        ];
        Write("b", "p/1.parquet", columns, group =>
        {
            Put(group, new short?[] { 7, null });
            Put(group, new int?[] { 8, null });
            Put(group, new long?[] { 9, null });
            Put(group, new decimal?[] { 12.34m, null });
            Put(group, new decimal?[] { 1.5m, null });
            Put(group, new Date?[] { new Date(2024, 2, 29), null });
            Put(group, new DateTime?[] { new DateTime(2024, 1, 2, 3, 4, 5), null });
            Put(group, new DateTime?[] { new DateTime(2024, 1, 2, 3, 4, 5), null });
            Put(group, new string?[] { "héé", null });
            Put(group, new byte[]?[] { [0, 255], null });
            Put(group, new bool?[] { true, null });
            Put(group, new float?[] { 0.5f, null });
            Put(group, new double?[] { 0.25, null });
        });
        var result = db.Run($"COPY s FROM 's3://b/p/' {Role}");
        result.Tag.Should().Be("COPY");
        result.Notices.Should().Equal("Load into table 's' completed, 2 record(s) loaded successfully.");
        db.Rows("SELECT * FROM s ORDER BY i").Should().Equal(
            "7|8|9|12.34|1.5000|2024-02-29|2024-01-02 03:04:05|2024-01-02 03:04:05|héé|00ff|t|0.5|0.25", "||||||||||||");
        db.Session.LastCopyCount.Should().Be(2);
        db.Loads.History.Should().ContainSingle(h => h.Status == "completed" && h.LoadedRows == 2);
    }

    [Fact]
    public void A_manifest_must_say_the_length_of_each_file_and_be_right()
    {
        db.Run("CREATE TABLE t (a INT)");
        WriteInts("b", "f/1.parquet", 1);
        Manifest("{\"url\":\"s3://b/f/1.parquet\",\"mandatory\":true}");
        Refused("COPY t FROM 's3://b/manifest.json' IAM_ROLE default FORMAT PARQUET MANIFEST").Should().Contain("content_length").And.Contain("s3://b/f/1.parquet");
        Manifest("{\"url\":\"s3://b/f/1.parquet\",\"meta\":{\"content_length\":7}}");
        Refused($"COPY t FROM 's3://b/manifest.json' {Role} MANIFEST").Should().Contain("content_length 7");
        Manifest("{\"url\":\"s3://b/f/none.parquet\",\"mandatory\":true,\"meta\":{\"content_length\":7}}");
        Refused($"COPY t FROM 's3://b/manifest.json' {Role} MANIFEST").Should().Contain("File not found");
        Manifest("{\"url\":\"s3://b/f/none.parquet\",\"meta\":{\"content_length\":7}}");
        Refused($"COPY t FROM 's3://b/manifest.json' {Role} MANIFEST").Should().Contain("does not exist");
        Refused($"COPY t FROM 's3://b/nomanifest.json' {Role} MANIFEST").Should().Contain("does not exist");
        db.Run($"COPY t FROM 's3://b/nothing/here' {Role}").Notices.Should().ContainSingle(n => n.Contains(" 0 record(s)"));
    }

    [Fact]
    public void A_missing_bucket_and_a_server_without_s3_are_told()
    {
        db.Run("CREATE TABLE t (a INT)");
        db.Refused($"COPY t FROM 's3://nobucket/x' {Role}").Message.Should().Contain("NoSuchBucket");
        db.Refused("COPY t FROM 's3://nobucket' IAM_ROLE default FORMAT PARQUET").Message.Should().Contain("s3://bucket/key is expected");
    }

    [Fact]
    public void A_file_that_is_no_parquet_is_an_error_row_of_an_aborted_load()
    {
        db.Run("CREATE TABLE t (a INT)");
        db.Objects.Put("b", "junk/1", "no parquet");
        Refused($"COPY t FROM 's3://b/junk/' {Role}").Should().Contain("is not a valid Parquet file");
        db.Loads.Errors.Should().ContainSingle(e => e.ErrorCode == 15007 && e.FileName == "s3://b/junk/1");
        db.Loads.History.Should().ContainSingle(h => h.Status == "aborted");
        db.Session.LastCopyCount.Should().Be(0);
    }

    [Fact]
    public void Invalid_utf8_in_parquet_is_not_replaced_but_refused_honestly()
    {
        db.Run("CREATE TABLE t (v VARCHAR(10))");
        File.WriteAllBytes(db.Objects.Put("b", "f"), RedshiftIntegration.Contracts.Redshift.ParquetBytes.Texts([0x61, 0xA4]));
        db.Refused($"COPY t FROM 's3://b/f' {Role} ACCEPTINVCHARS").SqlState.Should().Be("0A000");
    }

    private string Refused(string sql)
    {
        var error = db.Refused(sql);
        error.SqlState.Should().Be("XX000");
        return $"{error.Message} {error.Detail}";
    }

    private void Manifest(params string[] entries) => db.Objects.Put("b", "manifest.json", $"{{\"entries\":[{string.Join(",", entries)}]}}");

    private string Entry(string key) =>
        $"{{\"url\":\"s3://b/{key}\",\"mandatory\":true,\"meta\":{{\"content_length\":{new FileInfo(db.Objects.PathOf("b", key)!).Length}}}}}";

    private void WriteInts(string bucket, string key, params int[] values) => Write(bucket, key, [new(typeof(int), "a")], g => Put(g, values));

    private static void Put<T>(RowGroupWriter group, T[] values)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }

    private void Write(string bucket, string key, Column[] columns, Action<RowGroupWriter> rows)
    {
        using var file = new ParquetFileWriter(db.Objects.Put(bucket, key), columns);
        using (var group = file.AppendRowGroup())
        {
            rows(group);
        }

        file.Close();
    }
}

using FluentAssertions;
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

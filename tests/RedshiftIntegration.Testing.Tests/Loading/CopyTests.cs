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
    public void A_manifest_loads_its_entries_and_skips_an_absent_optional_one()
    {
        db.Run("CREATE TABLE t (a INT)");
        WriteInts("b", "f/1.parquet", 1, 2);
        WriteInts("b", "f/2.parquet", 3);
        Manifest(Entry("f/1.parquet"), Entry("f/2.parquet"), "{\"url\":\"s3://b/f/absent.parquet\",\"meta\":{\"content_length\":1}}");
        db.Run($"COPY t FROM 's3://b/manifest.json' {Role} MANIFEST STATUPDATE OFF MAXERROR 0").Tag.Should().Be("COPY");
        db.Rows("SELECT a FROM t ORDER BY 1").Should().Equal("1", "2", "3");
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
    public void Columns_are_matched_by_position_and_their_number_must_agree()
    {
        db.Run("CREATE TABLE t (a INT, b INT); CREATE TABLE n (a INT, b INT NOT NULL)");
        WriteInts("b", "one/1.parquet", 1);
        Refused($"COPY t FROM 's3://b/one/' {Role}").Should().Contain("Unmatched number of columns between table and file. Table columns: 2, Data columns: 1, File name: s3://b/one/1.parquet");
        db.Loads.Errors.Should().ContainSingle(e => e.ErrorCode == 15007 && e.FileName == "s3://b/one/1.parquet" && e.ErrorMessage.StartsWith("Unmatched number"));
        db.Loads.History.Should().ContainSingle(h => h.Status == "aborted");
        db.Run($"COPY t FROM 's3://b/one/' {Role} FILLRECORD; COPY t (b) FROM 's3://b/one/' {Role}");
        db.Rows("SELECT a, b FROM t ORDER BY a").Should().Equal("1|", "|1");
        db.Refused($"COPY n (a) FROM 's3://b/one/' {Role}").SqlState.Should().Be("42601");
    }

    [Theory]
    [InlineData("BIGINT")]
    [InlineData("SMALLINT")]
    [InlineData("DECIMAL(9,0)")]
    [InlineData("DOUBLE PRECISION")]
    [InlineData("VARCHAR(10)")]
    [InlineData("BOOLEAN")]
    [InlineData("DATE")]
    [InlineData("TIMESTAMP")]
    [InlineData("VARBYTE(4)")]
    public void An_int32_column_loads_into_integer_only(string type)
    {
        db.Run($"CREATE TABLE t (a {type})");
        WriteInts("b", "f/1.parquet", 1);
        Refused($"COPY t FROM 's3://b/f/' {Role}").Should().Contain("has an incompatible Parquet schema for column 'a'. Column type:");
    }

    [Fact]
    public void Physical_types_that_redshift_misreads_are_refused()
    {
        db.Run("CREATE TABLE i (a INT); CREATE TABLE ts (a TIMESTAMP); CREATE TABLE tz (a TIMESTAMPTZ); CREATE TABLE d (a DECIMAL(18,2)); CREATE TABLE e (a DECIMAL(20,2)); CREATE TABLE s (a SUPER); CREATE TABLE x (a VARBYTE(4))");
        Write("b", "long/1", [new(typeof(long?), "a")], g => Put(g, new long?[] { 1 }));
        Refused($"COPY i FROM 's3://b/long/' {Role}").Should().Contain("Column type: INT, Parquet schema:\noptional int64 a");
        Write("b", "nanos/1", [new(typeof(DateTimeNanos?), "a", LogicalType.Timestamp(false, TimeUnit.Nanos))], g => Put(g, new DateTimeNanos?[] { null }));
        Refused($"COPY ts FROM 's3://b/nanos/' {Role}").Should().Contain("incompatible");
        Write("b", "utc/1", [new(typeof(DateTime?), "a", LogicalType.Timestamp(true, TimeUnit.Micros))], g => Put(g, new DateTime?[] { null }));
        Refused($"COPY ts FROM 's3://b/utc/' {Role}").Should().Contain("incompatible");
        Write("b", "local/1", [new(typeof(DateTime?), "a", LogicalType.Timestamp(false, TimeUnit.Micros))], g => Put(g, new DateTime?[] { null }));
        Refused($"COPY tz FROM 's3://b/local/' {Role}").Should().Contain("incompatible");
        WriteWideDecimal("b", "wide/1");
        Refused($"COPY e FROM 's3://b/wide/' {Role}").Should().Contain("column 'a' has an invalid type length. Expecting: 9 len in file: 16");
        Refused($"COPY d FROM 's3://b/wide/' {Role}").Should().Contain("incompatible");
        Write("b", "text/1", [new(typeof(string), "a")], g => Put(g, new string?[] { "{\"k\":1}" }));
        db.Refused($"COPY s FROM 's3://b/text/' {Role}").Message.Should().Be("SUPER column in COPY query requires SERIALIZETOJSON option");
        Refused($"COPY x FROM 's3://b/text/' {Role}").Should().Contain("incompatible");
        db.Run($"COPY s FROM 's3://b/text/' {Role} SERIALIZETOJSON");
        db.Value("SELECT a::varchar FROM s").Should().Be("{\"k\":1}");
        db.Objects.Put("b", "junk/1", "no parquet");
        Refused($"COPY i FROM 's3://b/junk/' {Role}").Should().Contain("is not a valid Parquet file");
    }

    [Fact]
    public void A_text_too_long_is_a_load_error_with_its_lengths()
    {
        db.Run("CREATE TABLE t (v VARCHAR(4))");
        Write("b", "ok/1", [new(typeof(string), "v")], g => Put(g, new string?[] { "éé", null, "abcd" }));
        Write("b", "bad/1", [new(typeof(string), "v")], g => Put(g, new string?[] { "ok", "ééé" }));
        Write("b", "zero/1", [new(typeof(string), "v")], g => Put(g, new string?[] { "a\0b" }));
        db.Run($"COPY t FROM 's3://b/ok/' {Role}");
        Refused($"COPY t FROM 's3://b/bad/' {Role}").Should().Contain("The length of the data column v is longer than the length defined in the table. Table: 4, Data: 6");
        db.Session.LastCopyCount.Should().Be(0);
        db.Loads.Errors.Should().ContainSingle(e => e.ColumnName == "v" && e.ColumnType == "varchar" && e.ColumnLength == "4"
            && e.ErrorMessage == "The length of the data column v is longer than the length defined in the table. Table: 4, Data: 6");
        Refused($"COPY t FROM 's3://b/zero/' {Role}").Should().Contain("zero byte");
        db.Value("SELECT count(*) FROM t").Should().Be("3");
    }

    [Fact]
    public void A_null_in_a_not_null_column_takes_the_default_or_fails()
    {
        db.Run("CREATE TABLE t (a INT NOT NULL); CREATE TABLE d (a INT NOT NULL DEFAULT 9)");
        Write("b", "f/1", [new(typeof(int?), "a")], g => Put(g, new int?[] { null, 1 }));
        db.Refused($"COPY t FROM 's3://b/f/' {Role}").Message.Should().Be("Cannot insert a NULL value into column a");
        db.Run($"COPY d FROM 's3://b/f/' {Role}");
        db.Rows("SELECT a FROM d ORDER BY 1").Should().Equal("1", "9");
    }

    [Fact]
    public void A_missing_bucket_and_a_server_without_s3_are_told()
    {
        db.Run("CREATE TABLE t (a INT)");
        db.Refused($"COPY t FROM 's3://nobucket/x' {Role}").Message.Should().Contain("NoSuchBucket");
        db.Refused("COPY t FROM 's3://nobucket' IAM_ROLE default FORMAT PARQUET").Message.Should().Contain("s3://bucket/key is expected");
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

    /// <summary>Sixteen bytes where nine would do.</summary>
    private void WriteWideDecimal(string bucket, string key)
    {
        using var type = LogicalType.Decimal(20, 2);
        using var column = new ParquetSharp.Schema.PrimitiveNode("a", Repetition.Optional, type, PhysicalType.FixedLenByteArray, 16);
        using var schema = new ParquetSharp.Schema.GroupNode("schema", Repetition.Required, [column]);
        using var properties = WriterProperties.GetDefaultWriterProperties();
        using var file = new ParquetFileWriter(db.Objects.Put(bucket, key), schema, properties);
        file.Close();
    }

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

using System.IO.Compression;
using System.Text;
using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Loading;

/// <summary>COPY of CSV, delimited and fixed-width text.</summary>
public sealed class TextCopyTests : IDisposable
{
    private const string From = "FROM 's3://b/f' IAM_ROLE default";

    private readonly Dialect db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void Every_type_loads_from_csv()
    {
        db.Run("""
            CREATE TABLE t (si SMALLINT, i INTEGER, b BIGINT, d DECIMAL(18,2), e DECIMAL(38,10), dt DATE, ts TIMESTAMP, tz TIMESTAMPTZ, v VARCHAR(10), c CHAR(3), x VARBYTE(8), o BOOLEAN, r REAL, f DOUBLE PRECISION, s SUPER, tm TIME)
            """);
        Put(""""
            1,-2,9223372036854775807,12.349,-1234567890123456789012345678.0123456789,2024-02-29,2024-01-02 03:04:05.123456,2024-01-02 03:04:05-02,"a,""b""",xy,00ff,true,0.5,1e3,"{""k"": [1, 2]}",10:11:12
            ,,,,,,,,,,,,,,,
            """");
        db.Run($"COPY t {From} CSV").Notices.Should().Equal("Load into table 't' completed, 2 record(s) loaded successfully.");
        db.Rows("SELECT si, i, b, d, e, dt, ts, tz, v, c, x, o, r, f, json_serialize(s), tm::varchar FROM t ORDER BY i").Should().Equal(
            """1|-2|9223372036854775807|12.34|-1234567890123456789012345678.0123456789|2024-02-29|2024-01-02 03:04:05.123456|2024-01-02 05:04:05|a,"b"|xy |00ff|t|0.5|1000|{"k":[1,2]}|10:11:12""",
            "|||||||||   ||||||");
    }

    [Theory]
    [InlineData("a|b", "a", "b")]
    [InlineData("a|b|", "a", "b")]
    [InlineData("|", "", "")]
    [InlineData("\\N|b", null, "b")]
    [InlineData("a|b\r\n", "a", "b")]
    public void The_default_delimiter_is_the_pipe_and_may_end_a_line(string line, string? a, string? b) => Loads("", line, a, b);

    [Theory]
    [InlineData("a|b|c", "1202|Extra column(s) found")]
    [InlineData("a", "1214|Delimiter not found")]
    [InlineData("", "1211|Input line contains no data")]
    public void The_number_of_fields_must_be_the_tables(string line, string error) => Fails("", line + "\n", error);

    [Theory]
    [InlineData("CSV", "a, \"b\" ", "a", "b")]
    [InlineData("CSV", "\"x\ny\",\"q\"\"q\"", "x\ny", "q\"q")]
    [InlineData("CSV QUOTE '%'", "%x,%,\"b\"", "x,", "\"b\"")]
    [InlineData("CSV DELIMITER '\\t'", "a\t\"b\tc\"", "a", "b\tc")]
    [InlineData("CSV DELIMITER '|~|'", "a|~|b|~", "a", "b|~")]
    [InlineData("FORMAT AS CSV", "a,b", "a", "b")]
    [InlineData("DELIMITER ',' ESCAPE", "a\\,b,c\\\\\\\nd", "a,b", "c\\\nd")]
    [InlineData("DELIMITER ',' ESCAPE", "\\N,b", null, "b")]
    [InlineData("DELIMITER ',' REMOVEQUOTES", "\"a,b\",'c'", "a,b", "c")]
    [InlineData("DELIMITER ',' REMOVEQUOTES", "Blue',b", "Blue'", "b")]
    [InlineData("DELIMITER ',' REMOVEQUOTES ESCAPE", "'it\\'s',b", "it's", "b")]
    [InlineData("CSV NULL AS 'nix'", "nix,b", null, "b")]
    [InlineData("CSV NULL AS '\\0'", "\0,b", null, "b")]
    [InlineData("CSV EMPTYASNULL", ",b", null, "b")]
    [InlineData("CSV BLANKSASNULL", "  ,b", null, "b")]
    [InlineData("CSV", "  ,b ", "  ", "b ")]
    [InlineData("CSV TRIMBLANKS", "a  ,b", "a", "b")]
    [InlineData("CSV TRUNCATECOLUMNS", "123456789éé,b", "123456789", "b")]
    [InlineData("CSV FILLRECORD", "a", "a", "")]
    [InlineData("CSV FILLRECORD EMPTYASNULL", "a", "a", null)]
    [InlineData("CSV IGNOREHEADER 2", "x,y\nx,y,z\na,b", "a", "b")]
    [InlineData("CSV IGNOREBLANKLINES", "\n\na,b\n\n", "a", "b")]
    [InlineData("FIXEDWIDTH 'one:3, two:2'", "añbcd", "añb", "cd")]
    [InlineData("CSV COMPUPDATE OFF STATUPDATE ON COMPROWS 1000 MAXERROR AS 5", "a,b", "a", "b")]
    public void Options_change_how_text_is_read(string options, string text, string? a, string? b) => Loads(options, text, a, b);

    [Theory]
    [InlineData("CSV", "a\"x,b", "1214|Invalid quote formatting for CSV")]
    [InlineData("CSV", "\"a\"x,b", "1214|Invalid quote formatting for CSV")]
    [InlineData("CSV", "\"a,b", "1214|Delimited value missing end quote")]
    [InlineData("CSV", "a,b,", "1202|Extra column(s) found")]
    [InlineData("DELIMITER ',' REMOVEQUOTES", "'Blue,b", "1214|Delimited value missing end quote")]
    [InlineData("CSV", "12345678901,b", "1204|String length exceeds DDL length")]
    [InlineData("CSV", "ééééé,ééééééé", "1204|String length exceeds DDL length")]
    [InlineData("CSV", "a\0b,c", "1216|Missing newline: Unexpected character 0x62 found at location 2")]
    [InlineData("CSV NULL AS '\\0'", "a\0,c", "1218|A field with a zero byte holds other bytes too")]
    public void Bad_records_are_error_rows(string options, string text, string error) => Fails(options, text, error);

    [Theory]
    [InlineData("INTEGER", "1x", "1207|Invalid digit, Value 'x', Pos 1, Type: Integer|int4|0")]
    [InlineData("BIGINT", "20200407.0", "1207|Invalid digit, Value '.', Pos 8, Type: Long|int8|0")]
    [InlineData("SMALLINT", "32768", "1222|Integer overflow|int2|0")]
    [InlineData("DECIMAL(5,2)", "a", "1207|Invalid digit, Value 'a', Pos 0, Type: Decimal|numeric|5, 2")]
    [InlineData("DECIMAL(5,2)", "1000", "1204|Overflow for NUMERIC(5,2)|numeric|5, 2")]
    [InlineData("DECIMAL(19,0)", "9223372036854775808", "1204|Overflow for NUMERIC(19,0)|numeric|19, 0")]
    [InlineData("DOUBLE PRECISION", "x", "1208|Invalid float format or value|float8|0")]
    [InlineData("REAL", "1e300", "1204|Float value is out of range|float4|0")]
    [InlineData("BOOLEAN", "maybe", "1210|Unknown boolean format|bool|0")]
    [InlineData("DATE", "2024-1-2", "1205|Invalid Date Format - length must be 10 or more|date|0")]
    [InlineData("DATE", "2024-13-02", "1205|Invalid Date Format [YYYY-MM-DD]|date|0")]
    [InlineData("TIMESTAMP", "2024-01-02T03:04:05Z", "1206|Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]|timestamp|0")]
    [InlineData("TIME", "25:00:00", "1206|Invalid time format or value [HH24:MI:SS]|time|0")]
    [InlineData("CHAR(2)", "abc", "1204|Char length exceeds DDL length|char|2")]
    [InlineData("CHAR(2)", "é", "1220|Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: c3 a9|char|2")]
    [InlineData("SUPER", "{", "1224|Invalid JSON|super|0")]
    [InlineData("VARBYTE(1)", "0g", "1207|Invalid digit, Value 'g', Pos 1, Type: Varbyte|varbyte|1")]
    [InlineData("VARBYTE(1)", "0011", "1204|String length exceeds DDL length|varbyte|1")]
    [InlineData("INTEGER NOT NULL", " ", "1213|Missing data for not-null field|int4|0")]
    [InlineData("VARCHAR(5) NOT NULL", "\\N", "1213|Missing data for not-null field|varchar|5")]
    public void Bad_values_are_error_rows_of_their_column(string type, string text, string error)
    {
        db.Run($"CREATE TABLE t (a VARCHAR(5), v {type})");
        Put($"ok,{text}\n");
        Failure($"COPY t {From} CSV");
        var row = db.Loads.Errors.Should().ContainSingle().Subject;
        $"{row.ErrorCode}|{row.ErrorMessage}|{row.ColumnType}|{row.ColumnLength}".Should().Match(error.Replace("Invalid JSON", "Invalid JSON*", StringComparison.Ordinal));
        (row.ColumnName, row.LineNumber, row.Position, row.FileName, row.RawLine, row.Fields.Length).Should().Be(("v", 1L, 3, "s3://b/f", $"ok,{text}".Replace("é", "..", StringComparison.Ordinal), 2));
    }

    [Theory]
    [InlineData("DATE", "DATEFORMAT 'MM/DD/YYYY'", "03/31/2003", "2003-03-31")]
    [InlineData("DATE", "DATEFORMAT AS 'MON-DD-YYYY'", "Jan-01-1999", "1999-01-01")]
    [InlineData("DATE", "DATEFORMAT 'auto'", "January 12, 1992", "1992-01-12")]
    [InlineData("DATE", "DATEFORMAT 'auto'", "1996.008", "1996-01-08")]
    [InlineData("DATE", "DATEFORMAT 'auto'", "J2451187", "1999-01-08")]
    [InlineData("DATE", "DATEFORMAT 'auto' ACCEPTANYDATE", "00/00/00 00:00:00", "")]
    [InlineData("DATE", "", "2009-01-12 14:15:57", "2009-01-12")]
    [InlineData("TIMESTAMP", "", "2009-01-12 14:15:57.1195687", "2009-01-12 14:15:57.119568")]
    [InlineData("TIMESTAMP", "TIMEFORMAT 'auto'", "2019-02-11T05:09:12.195Z", "2019-02-11 05:09:12.195")]
    [InlineData("TIMESTAMP", "TIMEFORMAT 'auto'", "19960108 040809", "1996-01-08 04:08:09")]
    [InlineData("TIMESTAMP", "TIMEFORMAT 'auto'", "960108 040809", "1996-01-08 04:08:09")]
    [InlineData("TIMESTAMPTZ", "TIMEFORMAT 'auto'", "17 Dec 07:37:16 1997 PST", "1997-12-17 15:37:16")]
    [InlineData("TIMESTAMPTZ", "TIMEFORMAT 'auto'", "12/17/1997 07:37:16.00 PST", "1997-12-17 15:37:16")]
    [InlineData("TIMESTAMPTZ", "TIMEFORMAT 'auto'", "1997-12-17 07:37:16-08", "1997-12-17 15:37:16")]
    [InlineData("TIMESTAMPTZ", "", "1997-12-17 07:37:16+05:30", "1997-12-17 02:07:16")]
    [InlineData("TIMESTAMP", "TIMEFORMAT 'epochsecs'", "1270810889", "2010-04-09 11:01:29")]
    [InlineData("TIMESTAMP", "TIMEFORMAT 'epochmillisecs'", "1270810889123", "2010-04-09 11:01:29.123")]
    [InlineData("TIMESTAMP", "TIMEFORMAT 'DD.MM.YYYY HH:MI:SS'", "31.12.2023 23:59:01.5", "2023-12-31 23:59:01.5")]
    [InlineData("TIMESTAMP", "TIMEFORMAT 'MM/DD/YY HH12:MI AM'", "12/31/23 11:05 pm", "2023-12-31 23:05:00")]
    [InlineData("DECIMAL(8,2)", "", "20.259", "20.25")]
    [InlineData("DECIMAL(8,2)", "ROUNDEC", "-20.255", "-20.26")]
    [InlineData("DECIMAL(5,0)", "", "7.9", "7")]
    [InlineData("INTEGER", "", " 42 ", "42")]
    public void Values_are_converted_as_copy_does(string type, string options, string text, string value)
    {
        db.Run($"CREATE TABLE t (v {type})");
        Put(text + "\n");
        db.Run($"COPY t {From} DELIMITER '|' {options}");
        db.Rows("SELECT v FROM t").Should().Equal(value);
    }

    [Fact]
    public void Below_maxerror_the_good_rows_load_and_the_notices_count_both()
    {
        db.Run("CREATE TABLE t (a INT)");
        Put("1\nx\n2\ny\n");
        db.Run($"COPY t {From} MAXERROR 3").Notices.Should().Equal(
            "Load into table 't' completed, 2 record(s) loaded successfully.",
            "Load into table 't' completed, 2 record(s) could not be loaded.  Check 'sys_load_error_detail' system table for details.");
        db.Rows("SELECT a FROM t ORDER BY a").Should().Equal("1", "2");
        db.Loads.Errors.Select(e => e.LineNumber).Should().Equal(2, 4);
        db.Session.LastCopyCount.Should().Be(2);
        db.Loads.History.Should().ContainSingle(h => h.Status == "completed" && h.LoadedRows == 2 && h.ErrorCount == 2);
        Failure($"COPY t {From} MAXERROR 2");
        db.Rows("SELECT a FROM t ORDER BY a").Should().Equal("1", "2");
        db.Session.LastCopyCount.Should().Be(0);
        db.Run($"COPY t {From} IGNOREALLERRORS").Notices.Should().HaveCount(2);
    }

    [Fact]
    public void Noload_checks_and_loads_nothing()
    {
        db.Run("CREATE TABLE t (a INT)");
        Put("1\nx\n");
        Failure($"COPY t {From} NOLOAD");
        db.Loads.Errors.Should().ContainSingle(e => e.LineNumber == 2);
        db.Run($"COPY t {From} NOLOAD MAXERROR 5").Tag.Should().Be("COPY");
        db.Rows("SELECT a FROM t").Should().BeEmpty();
    }

    [Fact]
    public void Left_out_columns_take_their_default_and_identities_count_on()
    {
        db.Run("CREATE TABLE t (id INT IDENTITY(5,2), a VARCHAR(5), n INT NOT NULL DEFAULT 9, d INT DEFAULT 8)");
        Put("x,1\ny,\n");
        db.Run($"COPY t (a, n) {From} CSV");
        db.Rows("SELECT id, a, n, d FROM t ORDER BY id").Should().Equal("5|x|1|8", "7|y|9|8");
        Put("1,z,2,3\n");
        db.Run($"COPY t {From} CSV EXPLICIT_IDS");
        db.Rows("SELECT id, a, n, d FROM t ORDER BY id").Should().HaveElementAt(0, "1|z|2|3");
        db.Refused($"COPY t (id, a, n, d) {From} CSV").Message.Should().Contain("identity column");
        db.Refused($"COPY t (a, n) {From} CSV EXPLICIT_IDS").SqlState.Should().Be("42601");
    }

    [Fact]
    public void Invalid_utf8_is_an_error_or_replaced_byte_by_byte()
    {
        db.Run("CREATE TABLE t (a VARCHAR(10), b VARCHAR(10))");
        File.WriteAllBytes(db.Objects.Put("b", "f"), [.. "x"u8, 0xA4, .. "y,b\n"u8, .. "ok,"u8, 0xE2, 0x82, .. "\n"u8]);
        Failure($"COPY t {From} CSV MAXERROR 1");
        db.Loads.Errors[0].ErrorMessage.Should().Be("String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: a4 (error 3)");
        db.Run($"COPY t {From} CSV ACCEPTINVCHARS AS '^'").Notices.Should().HaveElementAt(
            1, "Load into table 't' completed, 2 record(s) were loaded with replacements made for ACCEPTINVCHARS.  Check 'stl_replacements' system table for details.");
        db.Rows("SELECT a, b FROM t ORDER BY a").Should().Equal("ok|^^", "x^y|b");
        db.Loads.Replacements.Select(r => $"{r.LineNumber} {r.ColumnName}").Should().Equal("1 a", "2 b");
    }

    [Fact]
    public void Gzip_and_utf16_are_decoded()
    {
        db.Run("CREATE TABLE t (a VARCHAR(10))");
        using (var gzip = new GZipStream(File.Create(db.Objects.Put("b", "g/1.gz")), CompressionLevel.Fastest))
        {
            gzip.Write("é\n"u8);
        }

        File.WriteAllBytes(db.Objects.Put("b", "u"), [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("ü\n")]);
        File.WriteAllBytes(db.Objects.Put("b", "v"), Encoding.BigEndianUnicode.GetBytes("ö\n"));
        File.WriteAllBytes(db.Objects.Put("b", "w"), [.. Encoding.UTF8.Preamble, .. "ä\n"u8]);
        db.Run("COPY t FROM 's3://b/g' IAM_ROLE default GZIP");
        db.Run("COPY t FROM 's3://b/u' IAM_ROLE default ENCODING UTF16");
        db.Run("COPY t FROM 's3://b/v' IAM_ROLE default ENCODING AS UTF16BE");
        db.Run("COPY t FROM 's3://b/w' IAM_ROLE default");
        db.Rows("SELECT a FROM t").Should().BeEquivalentTo("é", "ü", "ö", "ä");
        db.Refused("COPY t FROM 's3://b/v' IAM_ROLE default ENCODING UTF16").Message.Should().Contain("byte order mark");
        db.Refused("COPY t FROM 's3://b/u' IAM_ROLE default GZIP").SqlState.Should().Be("XX000");
        db.Refused("COPY t FROM 's3://b/u' IAM_ROLE default ZSTD").SqlState.Should().Be("0A000");
    }

    [Theory]
    [InlineData("CSV ESCAPE")]
    [InlineData("CSV REMOVEQUOTES")]
    [InlineData("CSV FIXEDWIDTH 'a:1'", "42601")]
    [InlineData("DELIMITER ',' FIXEDWIDTH 'a:1'")]
    [InlineData("FIXEDWIDTH 'a:1' ESCAPE")]
    [InlineData("QUOTE '%'")]
    [InlineData("MAXERROR 5 IGNOREALLERRORS")]
    [InlineData("MAXERROR 100001", "22023")]
    [InlineData("COMPROWS 999", "22023")]
    [InlineData("JSON 'auto' DELIMITER ','")]
    [InlineData("JSON 'auto' FILLRECORD")]
    [InlineData("JSON 'every'", "42601")]
    [InlineData("CSV QUOTE '%%'", "42601")]
    [InlineData("CSV DELIMITER ''", "42601")]
    [InlineData("FIXEDWIDTH 'a'", "42601")]
    [InlineData("FIXEDWIDTH 'a:1,b:2'", "42601")]
    [InlineData("TIMEFORMAT 'YYYY-MM-DD TZ'", "42601")]
    [InlineData("ENCODING LATIN1", "42601")]
    [InlineData("AVRO 'auto'")]
    [InlineData("FORMAT AS ORC")]
    [InlineData("SHAPEFILE")]
    [InlineData("BZIP2")]
    [InlineData("ENCRYPTED")]
    [InlineData("SSH")]
    [InlineData("READRATIO 50")]
    [InlineData("SERIALIZETOJSON")]
    [InlineData("CSV CSV", "42601")]
    [InlineData("NULL AS 'x' NULL AS 'y'", "42601")]
    public void Options_that_do_not_go_together_are_refused(string options, string sqlState = "0A000")
    {
        db.Run("CREATE TABLE t (a INT)");
        Put("1\n");
        db.Refused($"COPY t {From} {options}").SqlState.Should().Be(sqlState);
        db.Loads.History.Should().BeEmpty();
    }

    [Fact]
    public void A_prefix_without_objects_and_an_absent_mandatory_entry_are_errors()
    {
        db.Run("CREATE TABLE t (a INT)");
        Put("1\n");
        db.Refused("COPY t FROM 's3://b/nothing' IAM_ROLE default CSV").Message.Should().Be("The specified S3 prefix 'nothing' does not exist");
        db.Objects.Put("b", "m", """{"entries":[{"url":"s3://b/f"},{"url":"s3://b/absent"}]}""");
        db.Run("COPY t FROM 's3://b/m' IAM_ROLE default CSV MANIFEST");
        db.Value("SELECT count(*) FROM t").Should().Be("1");
        db.Objects.Put("b", "m", """{"entries":[{"url":"s3://b/absent","mandatory":true}]}""");
        db.Refused("COPY t FROM 's3://b/m' IAM_ROLE default CSV MANIFEST").Message.Should().Be("The specified S3 prefix 'absent' does not exist");
    }

    [Fact]
    public void A_field_may_be_larger_than_the_buffer_and_a_file_may_lack_its_last_line_break()
    {
        db.Run("CREATE TABLE t (a INT, v VARCHAR(65535))");
        var text = new StringBuilder();
        for (var i = 0; i < 300; i++)
        {
            text.Append(i).Append(",\"").Append('x', i * 200).Append("\n\"\r\n");
        }

        Put(text.Append("300,end").ToString());
        db.Run($"COPY t {From} CSV");
        db.Rows("SELECT count(*), sum(len(v)), max(a) FROM t").Should().Equal($"301|{(299 * 300 / 2 * 200) + 300 + 3}|300");
    }

    private void Put(string text) => db.Objects.Put("b", "f", text);

    private void Loads(string options, string text, string? a, string? b)
    {
        db.Run("CREATE TABLE t (a VARCHAR(10), b VARCHAR(12))");
        Put(text);
        db.Run($"COPY t {From} {options}");
        db.Run("SELECT a, b FROM t").Rows.Should().ContainSingle().Which.Should().Equal(a, b);
    }

    private void Fails(string options, string text, string error)
    {
        db.Run("CREATE TABLE t (a VARCHAR(10), b VARCHAR(12))");
        Put(text);
        Failure($"COPY t {From} {options}");
        db.Loads.Errors.Select(e => $"{e.ErrorCode}|{e.ErrorMessage}").Should().Equal(error);
    }

    private void Failure(string copy)
    {
        var error = db.Refused(copy);
        (error.SqlState, error.Message).Should().Be(("XX000", "Load into table 't' failed. Check 'sys_load_error_detail' system table for details."));
    }
}

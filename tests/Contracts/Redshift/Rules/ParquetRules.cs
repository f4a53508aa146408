using System.Collections.Immutable;
using ParquetSharp;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 38 to 43, 50, 51: what COPY makes of a Parquet file's columns and values.</summary>
internal static class ParquetRules
{
    private const string Page = "copy-usage_notes-copy-from-columnar";
    private const string Copy = "COPY t FROM '{s3}/good' IAM_ROLE '{role}' FORMAT AS PARQUET";
    private const string Bad = "COPY t FROM '{s3}/bad' IAM_ROLE '{role}' FORMAT AS PARQUET";

    private static readonly LogicalType Micros = LogicalType.Timestamp(false, TimeUnit.Micros);
    private static readonly LogicalType Utc = LogicalType.Timestamp(true, TimeUnit.Micros);
    private static readonly DateTime Moment = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Unspecified);

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(38, "the file has as many columns as the table or the column list", Evidence.Measured, Page)
            .WithObject("bad", ParquetBytes.Of(1)).WithObject("good", ParquetBytes.Pairs((1, 2)))
            .Given("CREATE TABLE t (a INT, b INT, c INT)")
            .Refuses(Bad, "XX000", "Unmatched number of columns between table and file. Table columns: 3, Data columns: 1, File name: {s3}/bad")
            .Accepts("COPY t (c, a) FROM '{s3}/good' IAM_ROLE '{role}' FORMAT AS PARQUET")
            .Accepts(Copy + " FILLRECORD")
            .Accepts("SELECT a, b, c FROM t ORDER BY a", "1|2|<null>", "2|<null>|1"),
        Type("INT", ParquetBytes.Of<int?>(7, null), ParquetBytes.Of(7L), "INT, Parquet schema", "7", "<null>"),
        Type("BIGINT", ParquetBytes.Of(7L), ParquetBytes.Of(7), "BIGINT, Parquet schema", "7"),
        Type("SMALLINT", ParquetBytes.As<short>(LogicalType.Int(16, true), 7), ParquetBytes.Of(7), "SMALLINT, Parquet schema", "7"),
        Type("DOUBLE PRECISION", ParquetBytes.Of(0.5), ParquetBytes.Of(0.5f), "DOUBLE", "0.5"),
        Type("REAL", ParquetBytes.Of(0.5f), ParquetBytes.Of(0.5), "REAL", "0.5"),
        Type("DECIMAL(18,2)", ParquetBytes.Decimals(18, 2, 12.34m), ParquetBytes.Of(12.34), "DECIMAL(18,2)", "12.34"),
        Type("VARCHAR(5)", ParquetBytes.Of("é"), ParquetBytes.Of(1), "VARCHAR(5)", "é"),
        Type("DATE", ParquetBytes.Of(new Date(2024, 2, 29)), ParquetBytes.Of(1), "DATE", "2024-02-29"),
        Type("BOOLEAN", ParquetBytes.Of(true), ParquetBytes.Of(1), "BOOLEAN", "t"),
        Rule.Row(40, "Parquet is loaded by position: swapped columns of one type load without an error", Evidence.Measured, Page)
            .WithObject("good", ParquetBytes.Pairs((1, 2))).Given("CREATE TABLE t (y INT, x INT)")
            .Accepts(Copy)
            .Accepts("SELECT y, x FROM t", "1|2"),
        Rule.Row(41, "a decimal's physical width is the minimal one of its digits", Evidence.Measured, Page)
            .WithObject("bad", ParquetBytes.Empty(LogicalType.Decimal(20, 2), PhysicalType.FixedLenByteArray, 16))
            .WithObject("good", ParquetBytes.Decimals(20, 2, 123456789012345678.90m, null))
            .Given("CREATE TABLE t (a DECIMAL(20,2))")
            .Refuses(Bad, "XX000", "column 'a' has an invalid type length. Expecting: 9 len in file: 16")
            .Accepts(Copy)
            .Accepts("SELECT a FROM t ORDER BY a", "123456789012345678.90", "<null>"),
        Rule.Row(41, "INT64 carries decimals of up to 18 digits", Evidence.Measured, Page)
            .WithObject("bad", ParquetBytes.Empty(LogicalType.Decimal(18, 3), PhysicalType.Int64))
            .WithObject("good", ParquetBytes.Empty(LogicalType.Decimal(18, 2), PhysicalType.Int64))
            .Given("CREATE TABLE t (a DECIMAL(18,2))")
            .Refuses(Bad, "XX000", "incompatible Parquet schema")
            .Accepts(Copy)
            .Accepts("SELECT pg_last_copy_count()", "0"),
        Rule.Row(42, "a text has at most the bytes of its column", Evidence.Measured, Page)
            .WithObject("bad", ParquetBytes.Of("ok", "ééé")).WithObject("good", ParquetBytes.Of("éé"))
            .Given("CREATE TABLE t (v VARCHAR(4))")
            .Refuses(Bad, "XX000", "The length of the data column v is longer than the length defined in the table. Table: 4, Data: 6")
            .Accepts(
                "SELECT TRIM(column_name), TRIM(column_type), TRIM(column_length), error_code, TRIM(error_message) FROM sys_load_error_detail WHERE TRIM(file_name) = '{s3}/bad'",
                "v|varchar|4|15007|The length of the data column v is longer than the length defined in the table. Table: 4, Data: 6")
            .Accepts(Copy)
            .Accepts("SELECT v FROM t", "éé"),
        Rule.Row(43, "timestamps are microseconds: Redshift reads nanoseconds as wrong dates, so the double refuses them", Evidence.Measured, Page)
            .WithObject("bad", ParquetBytes.Empty(LogicalType.Timestamp(false, TimeUnit.Nanos), PhysicalType.Int64)).WithObject("good", ParquetBytes.As(Micros, Moment))
            .Given("CREATE TABLE t (a TIMESTAMP)")
            .Refuses(Bad, "XX000", "incompatible Parquet schema")
            .Accepts(Copy)
            .Accepts("SELECT a FROM t", "2024-01-02 03:04:05")
            .NotOnLive("a live server loads the wrong dates without an error"),
        Rule.Row(43, "UTC-adjusted microseconds are TIMESTAMPTZ", Evidence.Measured, Page)
            .WithObject("bad", ParquetBytes.As(Micros, Moment)).WithObject("good", ParquetBytes.As(Utc, Moment))
            .Given("CREATE TABLE t (a TIMESTAMPTZ)")
            .Refuses(Bad, "XX000", "incompatible Parquet schema")
            .Accepts(Copy)
            .Accepts("SELECT a FROM t", "2024-01-02 03:04:05+00"),
        Rule.Row(43, "unsigned integers fit no column", Evidence.Measured, Page)
            .WithObject("bad", ParquetBytes.As<uint>(LogicalType.Int(32, false), 7)).WithObject("good", ParquetBytes.Of(7))
            .Given("CREATE TABLE t (a INT)")
            .Refuses(Bad, "XX000", "incompatible Parquet schema")
            .Accepts(Copy)
            .Accepts("SELECT a FROM t", "7"),
        Rule.Row(43, "BYTE_ARRAY loads into VARBYTE, FIXED_LEN_BYTE_ARRAY does not", Evidence.Measured, Page)
            .WithObject("bad", ParquetBytes.Empty(LogicalType.None(), PhysicalType.FixedLenByteArray, 4)).WithObject("good", ParquetBytes.Of<byte[]>([0, 255]))
            .Given("CREATE TABLE t (a VARBYTE(4))")
            .Refuses(Bad, "XX000", "incompatible Parquet schema")
            .Accepts(Copy)
            .Accepts("SELECT TO_HEX(a) FROM t", "00ff"),
        Rule.Row(43, "SUPER needs SERIALIZETOJSON, for texts and for nested columns", Evidence.Measured, Page)
            .WithObject("good", ParquetBytes.Of("{\"k\":1}")).WithObject("nested", ParquetBytes.Of<int[]>([1, 2]))
            .Given("CREATE TABLE t (a SUPER)")
            .Refuses(Copy, "XX000", "SUPER column in COPY query requires SERIALIZETOJSON option")
            .Accepts(Copy + " SERIALIZETOJSON")
            .Accepts("SELECT a::VARCHAR FROM t", "{\"k\":1}")
            .Accepts("COPY t FROM '{s3}/nested' IAM_ROLE '{role}' FORMAT PARQUET SERIALIZETOJSON")
            .Accepts("SELECT a[1]::INT FROM t WHERE IS_ARRAY(a)", "2"),
        Rule.Row(50, "invalid UTF-8 in Parquet ends the load", Evidence.Documented, "multi-byte-character-load-errors")
            .WithObject("bad", ParquetBytes.Texts([0x61, 0xA4])).WithObject("good", ParquetBytes.Texts([0xC3, 0xA9]))
            .Given("CREATE TABLE t (v VARCHAR(10))")
            .Refuses(Bad, "XX000", "String contains invalid or unsupported UTF8 codepoints")
            .Accepts("SELECT error_code FROM sys_load_error_detail WHERE TRIM(file_name) = '{s3}/bad'", "1220")
            .Accepts(Copy)
            .Accepts("SELECT v FROM t", "é"),
        Rule.Row(50, "invalid UTF-8 in text is an error row, ACCEPTINVCHARS replaces each byte", Evidence.Documented, "copy-parameters-data-conversion")
            .WithObject("f", [0x61, 0xA4, 0x0A]).Given("CREATE TABLE t (v VARCHAR(10))")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV", "XX000", "Load into table 't' failed")
            .Accepts("SELECT error_code, TRIM(error_message) FROM sys_load_error_detail WHERE TRIM(file_name) = '{s3}/f'",
                "1220|String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: a4 (error 3)")
            .Accepts("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV ACCEPTINVCHARS AS '^'")
            .Accepts("SELECT v FROM t", "a^"),
        Rule.Row(51, "a zero byte ends a text's record, NULL AS '\\0' makes a field of it NULL", Evidence.Documented, "copy-parameters-data-conversion")
            .WithObject("f", "a\0b,c\n").WithObject("g", "\0,c\n").Given("CREATE TABLE t (v VARCHAR(10), w VARCHAR(10))")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV", "XX000", "Load into table 't' failed")
            .Accepts("SELECT TRIM(error_message) FROM sys_load_error_detail WHERE TRIM(file_name) = '{s3}/f'", "Missing newline: Unexpected character 0x62 found at location 2")
            .Accepts("COPY t FROM '{s3}/g' IAM_ROLE '{role}' CSV NULL AS '\\0'")
            .Accepts("SELECT v, w FROM t", "<null>|c"),
        Rule.Row(51, "a zero byte in a Parquet text ends the load", Evidence.Known, Page)
            .LoadBearing("zero bytes are refused before the file is written")
            .WithObject("bad", ParquetBytes.Of("a\0b")).WithObject("good", ParquetBytes.Of("ab"))
            .Given("CREATE TABLE t (v VARCHAR(10))")
            .Refuses(Bad, "XX000", "holds a zero byte")
            .Accepts(Copy)
            .Accepts("SELECT v FROM t", "ab"),
    ];

    private static Rule Type(string type, byte[] good, byte[] bad, string message, params string[] rows) =>
        Rule.Row(39, $"{type} takes one physical type", Evidence.Measured, Page)
            .WithObject("good", good).WithObject("bad", bad).Given($"CREATE TABLE t (a {type})")
            .Refuses(Bad, "XX000", $"has an incompatible Parquet schema for column 'a'. Column type: {message}")
            .Accepts(Copy)
            .Accepts("SELECT a FROM t ORDER BY a", rows);
}

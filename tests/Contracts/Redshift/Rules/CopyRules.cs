using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 36, 37, 44 to 49 and 71: COPY's sources, options, credentials and errors.</summary>
internal static class CopyRules
{
    private const string Options = "copy-usage_notes-copy-from-columnar";
    private const string Manifest = "loading-data-files-using-manifest";

    /// <summary>How a load that found error rows fails.</summary>
    private const string Failed = "failed. Check 'sys_load_error_detail' system table for details.";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(36, "COPY reads from S3 alone", Evidence.Documented, "r_COPY")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT)")
            .Refuses("COPY t FROM STDIN", "0A000", "COPY FROM STDIN")
            .Refuses("COPY t TO '{s3}/out'", "0A000", "COPY TO is not supported")
            .Accepts("COPY t FROM '{s3}/f' IAM_ROLE '{role}'")
            .Accepts("SELECT a FROM t", "1"),
        .. new[] { "COMPUPDATE OFF", "REGION 'us-east-1'", "TRUNCATECOLUMNS", "MAXERROR 5", "ACCEPTANYDATE", "DELIMITER ','", "GZIP", "IGNOREHEADER 1", "IGNOREALLERRORS" }.Select(option =>
            Rule.Row(37, $"Parquet takes no {option.Split(' ')[0]}", Evidence.Measured, Options)
                .WithObject("f", ParquetBytes.Of(1)).Given("CREATE TABLE t (a INT)")
                .Refuses($"COPY t FROM '{{s3}}/f' IAM_ROLE '{{role}}' FORMAT AS PARQUET {option}", "0A000", $"{option.Split(' ')[0]} argument is not supported for PARQUET based COPY")
                .Accepts("COPY t FROM '{s3}/f' IAM_ROLE '{role}' FORMAT AS PARQUET MAXERROR 0 STATUPDATE OFF ACCEPTINVCHARS FILLRECORD")
                .Accepts("SELECT a FROM t", "1")),
        Rule.Row(44, "a manifest of Parquet files names their lengths", Evidence.Documented, Manifest)
            .LoadBearing("each COPY of a load")
            .WithObject("f", ParquetBytes.Of(1))
            .WithObject("bad", """{"entries":[{"url":"{s3}/f","mandatory":true}]}""")
            .WithObject("good", """{"entries":[{"url":"{s3}/f","mandatory":true,"meta":{"content_length":{length:f}}}]}""")
            .Given("CREATE TABLE t (a INT)")
            .Refuses("COPY t FROM '{s3}/bad' IAM_ROLE '{role}' FORMAT AS PARQUET MANIFEST", "XX000", "content_length")
            .Accepts("COPY t FROM '{s3}/good' IAM_ROLE '{role}' FORMAT AS PARQUET MANIFEST")
            .Accepts("SELECT a FROM t", "1"),
        Rule.Row(45, "a mandatory entry must be there, another is passed over", Evidence.Measured, Manifest)
            .WithObject("f", ParquetBytes.Of(1))
            .WithObject("bad", """{"entries":[{"url":"{s3}/none","mandatory":true,"meta":{"content_length":1}}]}""")
            .WithObject("good", """{"entries":[{"url":"{s3}/none","meta":{"content_length":1}},{"url":"{s3}/f","meta":{"content_length":{length:f}}}]}""")
            .Given("CREATE TABLE t (a INT)")
            .Refuses("COPY t FROM '{s3}/bad' IAM_ROLE '{role}' FORMAT AS PARQUET MANIFEST", "XX000", "Spectrum Scan Error")
            .Accepts("COPY t FROM '{s3}/good' IAM_ROLE '{role}' FORMAT AS PARQUET MANIFEST")
            .Accepts("SELECT a FROM t", "1"),
        Rule.Row(45, "a Parquet prefix without a match loads nothing, a text prefix fails", Evidence.Measured, "copy-parameters-data-source-s3")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT)")
            .Refuses("COPY t FROM '{s3}/none' IAM_ROLE '{role}' CSV", "XX000", "The specified S3 prefix")
            .Accepts("COPY t FROM '{s3}/none' IAM_ROLE '{role}' FORMAT AS PARQUET")
            .Accepts("SELECT pg_last_copy_count()", "0"),
        Rule.Row(46, "a bucket is looked for in the region that REGION names, and Parquet must lie in the warehouse's own", Evidence.Documented, "copy-parameters-data-source-s3")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT)")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV REGION AS 'af-south-1'", "XX000", "must be addressed using the specified endpoint")
            .Accepts("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV")
            .Accepts("SELECT a FROM t", "1"),
        Rule.Row(47, "COPY needs credentials", Evidence.Documented, "copy-parameters-authorization")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT)")
            .Refuses("COPY t FROM '{s3}/f' CSV", "42601", "the credentials are missing")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE 'nobody' CSV", "42601", "Invalid IAM role")
            .Accepts("COPY t FROM '{s3}/f' CREDENTIALS 'aws_iam_role={role}' CSV")
            .Accepts("SELECT a FROM t", "1"),
        Rule.Row(47, "keys are credentials too, and history doesn't show them", Evidence.Documented, "copy-parameters-authorization")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT)")
            .Accepts("COPY t FROM '{s3}/f' ACCESS_KEY_ID 'AKIAEXAMPLE' SECRET_ACCESS_KEY 'secretwords' SESSION_TOKEN 'tokenwords' CSV")
            .Accepts("COPY t FROM '{s3}/f' CREDENTIALS 'aws_access_key_id=AKIAEXAMPLE;aws_secret_access_key=secretwords' CSV")
            .Accepts("SELECT count(*) FROM sys_query_history WHERE query_text LIKE '%secretw' || 'ords%' OR query_text LIKE '%tokenw' || 'ords%'", "0")
            .Accepts("SELECT count(*) FROM t", "2")
            .NotOnLive("needs key pairs"),
        Rule.Row(47, "each option stands once", Evidence.Documented, "r_COPY")
            .LoadBearing("each COPY of a load")
            .WithObject("f", ParquetBytes.Of(1)).Given("CREATE TABLE t (a INT)")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE '{role}' FORMAT AS PARQUET MANIFEST MANIFEST", "42601", "redundant options: MANIFEST")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE '{role}' FORMAT AS PARQUET FORMAT PARQUET", "42601", "redundant options: FORMAT")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE '{role}' FORMAT AS PARQUET STATUPDATE ON FILLRECORD STATUPDATE OFF", "42601", "redundant options: STATUPDATE")
            .Accepts("COPY t FROM '{s3}/f' IAM_ROLE '{role}' FORMAT AS PARQUET STATUPDATE OFF FILLRECORD")
            .Accepts("SELECT a FROM t", "1"),
        Rule.Row(48, "the column list names columns of the table", Evidence.Measured, "copy-parameters-column-mapping")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT, b INT)")
            .Refuses("COPY t (nope) FROM '{s3}/f' IAM_ROLE '{role}' CSV", "42703", "column \"nope\" of relation \"t\" does not exist")
            .Accepts("COPY t (b) FROM '{s3}/f' IAM_ROLE '{role}' CSV")
            .Accepts("SELECT a, b FROM t", "<null>|1"),
        Rule.Row(48, "the column list holds every NOT NULL column without a default", Evidence.Measured, "copy-parameters-column-mapping")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT, b INT NOT NULL)", "CREATE TABLE d (a INT, b INT NOT NULL DEFAULT 7)")
            .Refuses("COPY t (a) FROM '{s3}/f' IAM_ROLE '{role}' CSV", "42601", "NOT NULL column without DEFAULT must be included in column list")
            .Accepts("COPY d (a) FROM '{s3}/f' IAM_ROLE '{role}' CSV")
            .Accepts("SELECT a, b FROM d", "1|7"),
        Rule.Row(49, "as many errors as MAXERROR roll the load back and stay to be read", Evidence.Documented, "copy-parameters-data-load")
            .WithObject("f", "1,a\nx,b\n3,c\n4\n").Given("CREATE TABLE t (a INT, v VARCHAR(5))")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV MAXERROR 2", "XX000", Failed)
            .GivesNoRow("SELECT a FROM t")
            .Accepts(
                "SELECT line_number, TRIM(column_name), TRIM(column_type), error_code, TRIM(error_message) FROM sys_load_error_detail WHERE TRIM(file_name) = '{s3}/f' ORDER BY 1",
                "2|a|int4|1207|Invalid digit, Value 'x', Pos 0, Type: Integer", "4|||1214|Delimiter not found")
            .Accepts("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV MAXERROR 3")
            .Accepts("SELECT a, v FROM t ORDER BY a", "1|a", "3|c")
            .Accepts("SELECT pg_last_copy_count()", "2"),
        Rule.Row(49, "without MAXERROR the first error ends the load", Evidence.Documented, "copy-parameters-data-load")
            .WithObject("f", "x\ny\n").WithObject("g", "5\n").Given("CREATE TABLE t (a INT)")
            .Refuses("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV", "XX000", Failed)
            .Accepts("SELECT count(*) FROM sys_load_error_detail WHERE TRIM(file_name) = '{s3}/f'", "1")
            .Accepts("COPY t FROM '{s3}/g' IAM_ROLE '{role}' CSV")
            .Accepts("SELECT a FROM t", "5"),
        Rule.Row(71, "COPY puts the default where a NOT NULL column would get a null", Evidence.Documented, "r_COPY_command_examples")
            .WithObject("f", "1,\n").WithObject("p", ParquetBytes.Of<int?>(null, 2))
            .Given("CREATE TABLE t (a INT, b INT NOT NULL DEFAULT 7)", "CREATE TABLE p (b INT NOT NULL DEFAULT 7)", "CREATE TABLE n (a INT, b INT NOT NULL)")
            .Refuses("COPY n FROM '{s3}/f' IAM_ROLE '{role}' CSV", "XX000", Failed)
            .Accepts("SELECT TRIM(error_message) FROM sys_load_error_detail WHERE TRIM(file_name) = '{s3}/f'", "Missing data for not-null field")
            .Accepts("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV")
            .Accepts("SELECT a, b FROM t", "1|7")
            .Accepts("COPY p FROM '{s3}/p' IAM_ROLE '{role}' FORMAT AS PARQUET")
            .Accepts("SELECT b FROM p ORDER BY b", "2", "7"),
        Rule.Row(35, "COPY writes an IDENTITY column only with EXPLICIT_IDS", Evidence.Documented, "copy-parameters-column-mapping")
            .WithObject("f", "9,x\n").Given("CREATE TABLE t (id INT IDENTITY(1,1), v VARCHAR(5))")
            .Refuses("COPY t (id, v) FROM '{s3}/f' IAM_ROLE '{role}' CSV", "0A000", "cannot set an identity column to a value")
            .Refuses("COPY t (v) FROM '{s3}/f' IAM_ROLE '{role}' CSV EXPLICIT_IDS", "42601", "EXPLICIT_IDS needs the identity column")
            .Accepts("COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV EXPLICIT_IDS")
            .Accepts("SELECT id, v FROM t", "9|x"),
    ];
}

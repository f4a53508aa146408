using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>COPY: formats, options and what a load leaves behind.</summary>
internal static class CopyForms
{
    private const string Family = "copy";
    private const string Conversion = "copy-parameters-data-conversion";
    private const string Format = "copy-parameters-data-format";
    private const string From = "FROM '{s3}/f' IAM_ROLE '{role}'";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "FORMAT AS PARQUET", Evidence.Documented, "copy-usage_notes-copy-from-columnar")
            .WithObject("f", ParquetBytes.Pairs((1, 2), (3, 4))).Given("CREATE TABLE t (a INT, b INT)")
            .Accepts($"COPY t {From} FORMAT AS PARQUET").Accepts($"COPY t {From} FORMAT PARQUET STATUPDATE ON").Accepts($"COPY t (b, a) {From} PARQUET")
            .Accepts("SELECT a, b FROM t ORDER BY a, b", "1|2", "1|2", "2|1", "3|4", "3|4", "4|3"),
        Rule.Form(Family, "all objects of a prefix", Evidence.Documented, "copy-parameters-data-source-s3")
            .WithObject("p/f", "1\n").WithObject("p/f2", "2\n").WithObject("p/folder/f", "3\n").WithObject("q", "4\n").Given("CREATE TABLE t (a INT)")
            .Accepts("COPY t FROM '{s3}/p/f' IAM_ROLE '{role}'")
            .Accepts("SELECT a FROM t ORDER BY a", "1", "2", "3"),
        Rule.Form(Family, "MANIFEST", Evidence.Documented, "loading-data-files-using-manifest")
            .WithObject("f", "1\n").WithObject("g", "2\n").WithObject("m", """{"entries":[{"url":"{s3}/f","mandatory":true},{"url":"{s3}/g"},{"url":"{s3}/f"},{"url":"{s3}/none"}]}""")
            .Given("CREATE TABLE t (a INT)")
            .Accepts("COPY t FROM '{s3}/m' IAM_ROLE '{role}' MANIFEST")
            .Accepts("SELECT a FROM t ORDER BY a", "1", "1", "2"),
        Text("CSV with quotes", Format, "a,\"b,\"\"c\"\"\nd\"\n", "CSV", "a|b,\"c\"\nd"),
        Text("CSV QUOTE AS, DELIMITER AS", Format, "%a;%;b\n", "CSV QUOTE AS '%' DELIMITER AS ';'", "a;|b"),
        Text("FORMAT AS CSV", Format, "a,b\n", "FORMAT AS CSV", "a|b"),
        Text("the default delimiter", Format, "a|b|\n", "", "a|b"),
        Text("DELIMITER '\\t'", Format, "a\tb\n", "DELIMITER '\\t'", "a|b"),
        Text("DELIMITER of several characters", Format, "a|~|b\n", "DELIMITER '|~|'", "a|b"),
        Text("FIXEDWIDTH", Format, "añbcd\n", "FIXEDWIDTH 'x:3, y:2'", "añb|cd"),
        Text("JSON 'auto'", Format, "{\"b\": 1.5, \"a\": \"x\\ty\", \"z\": 0}\n{\"a\": null}\n", "JSON 'auto'", "x\ty|1.5", "<null>|<null>"),
        Text("FORMAT AS JSON 'auto ignorecase'", Format, "{\"A\": \"x\", \"B\": true}\n", "FORMAT AS JSON 'auto ignorecase'", "x|true"),
        Text("JSON with a JSONPaths file", "copy-usage_notes-copy-from-json", "{\"k\": {\"l\": [1, 2]}, \"m\": \"x\"}\n", "JSON '{s3}/paths'", "x|2")
            .WithObject("paths", """{"jsonpaths": ["$.m", "$['k']['l'][1]"]}"""),
        Text("IGNOREHEADER", Conversion, "x,y\na,b\n", "CSV IGNOREHEADER AS 1", "a|b"),
        Text("IGNOREBLANKLINES", Conversion, "\na,b\n\n", "CSV IGNOREBLANKLINES", "a|b"),
        Text("NULL AS", Conversion, "nix,\\N\n", "CSV NULL AS 'nix'", "<null>|\\N"),
        Text("\\N is NULL", Conversion, "\\N,b\n", "CSV", "<null>|b"),
        Text("EMPTYASNULL, BLANKSASNULL", Conversion, ",  \n", "CSV EMPTYASNULL BLANKSASNULL", "<null>|<null>"),
        Text("empty texts are not NULL", Conversion, ",  \n", "CSV", "|  "),
        Text("TRIMBLANKS", Conversion, "a  ,b \n", "CSV TRIMBLANKS", "a|b"),
        Text("TRUNCATECOLUMNS", Conversion, "123456789éx,b\n", "CSV TRUNCATECOLUMNS", "123456789|b"),
        Text("REMOVEQUOTES", Conversion, "'a|b'|\"c\"\n", "REMOVEQUOTES", "a|b|c"),
        Text("ESCAPE", Conversion, "a\\|b|c\\\\\\\nd\n", "ESCAPE", "a|b|c\\\nd"),
        Text("FILLRECORD", Conversion, "a\n", "CSV FILLRECORD", "a|"),
        Text("ACCEPTINVCHARS without invalid characters", Conversion, "é,b\n", "CSV ACCEPTINVCHARS", "é|b"),
        Text("COMPUPDATE, STATUPDATE, COMPROWS", "copy-parameters-data-load", "a,b\n", "CSV COMPUPDATE PRESET STATUPDATE OFF COMPROWS 10000", "a|b"),
        Value("DATEFORMAT", Conversion, "DATE", "03/31/2003", "DATEFORMAT 'MM/DD/YYYY'", "2003-03-31"),
        Value("DATEFORMAT 'auto'", "automatic-recognition", "DATE", "Jan 12, 1992", "DATEFORMAT AS 'auto'", "1992-01-12"),
        Value("ACCEPTANYDATE", Conversion, "DATE", "00/00/00 00:00:00", "DATEFORMAT 'auto' ACCEPTANYDATE", "<null>"),
        Value("TIMESTAMP without TIMEFORMAT", Conversion, "TIMESTAMP", "2009-01-12 14:15:57.119568", "", "2009-01-12 14:15:57.119568"),
        Value("TIMEFORMAT", Conversion, "TIMESTAMP", "12.01.2009 14:15:57", "TIMEFORMAT 'DD.MM.YYYY HH:MI:SS'", "2009-01-12 14:15:57"),
        Value("TIMEFORMAT 'auto'", "automatic-recognition", "TIMESTAMP", "2019-02-11T05:09:12.195Z", "TIMEFORMAT 'auto'", "2019-02-11 05:09:12.195"),
        Value("TIMEFORMAT 'epochsecs'", Conversion, "TIMESTAMP", "1270810889", "TIMEFORMAT 'epochsecs'", "2010-04-09 11:01:29"),
        Value("TIMEFORMAT 'epochmillisecs'", Conversion, "TIMESTAMP", "1270810889500", "TIMEFORMAT 'epochmillisecs'", "2010-04-09 11:01:29.5"),
        Value("decimals are cut", Conversion, "DECIMAL(8,2)", "20.259", "", "20.25"),
        Value("ROUNDEC", Conversion, "DECIMAL(8,2)", "20.259", "ROUNDEC", "20.26"),
        Value("SUPER from text", "ingest-super", "SUPER", "{\"a\": [1]}", "", "{\"a\":[1]}"),
        Rule.Form(Family, "NOLOAD checks and loads nothing", Evidence.Documented, "copy-parameters-data-load")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT)")
            .Accepts($"COPY t {From} NOLOAD")
            .Accepts("SELECT count(*) FROM t", "0"),
        Rule.Form(Family, "GENERATED BY DEFAULT AS IDENTITY may be written by name", Evidence.Documented, "copy-parameters-column-mapping")
            .WithObject("f", "9,x\n").Given("CREATE TABLE t (id INT GENERATED BY DEFAULT AS IDENTITY(1,1), v VARCHAR(5))")
            .Accepts($"COPY t (id, v) {From} CSV")
            .Accepts("SELECT id, v FROM t", "9|x"),
        Rule.Form(Family, "pg_last_copy_count(), pg_last_copy_id()", Evidence.Documented, "PG_LAST_COPY_COUNT")
            .WithObject("f", "1\n2\n").Given("CREATE TABLE t (a INT)")
            .Accepts("SELECT pg_last_copy_count()", "0")
            .Accepts($"COPY t {From}")
            .Accepts("SELECT pg_last_copy_count()", "2")
            .Refuses($"COPY t {From} CSV ESCAPE", "0A000", "ESCAPE is not supported with CSV")
            .Refuses("COPY nothere FROM '{s3}/f' IAM_ROLE '{role}'", "42P01", "relation \"nothere\" does not exist")
            .Accepts("SELECT pg_last_copy_count()", "2")
            .Accepts("SELECT pg_last_copy_id() = pg_last_query_id(), pg_last_copy_id() = MAX(query_id) FROM sys_load_history WHERE session_id = pg_backend_pid()", "f|t"),
    ];

    private static Rule Text(string title, string source, string text, string options, params string[] rows) =>
        Rule.Form(Family, title, Evidence.Documented, source)
            .WithObject("f", text).Given("CREATE TABLE t (a VARCHAR(10), b VARCHAR(10))")
            .Accepts($"COPY t {From} {options}".TrimEnd())
            .Accepts("SELECT a, b FROM t ORDER BY a", rows);

    private static Rule Value(string title, string source, string type, string text, string options, string value) =>
        Rule.Form(Family, title, Evidence.Documented, source)
            .WithObject("f", text + "\n").Given($"CREATE TABLE t (a {type})")
            .Accepts($"COPY t {From} DELIMITER ';' {options}".TrimEnd())
            .Accepts(type == "SUPER" ? "SELECT JSON_SERIALIZE(a) FROM t" : "SELECT a FROM t", value);
}

using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 8 to 12, 14 and 15: which types there are, and the bytes of texts.</summary>
internal static class TypeRules
{
    private const string Texts = "r_Character_types";
    private const string Unsupported = "c_unsupported-postgresql-datatypes";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(8, "arrays are SUPER", Evidence.Documented, Unsupported)
            .Refuses("CREATE TABLE t (a INT[])", "0A000", "Column \"t.a\" has unsupported type \"int[]\"")
            .Refuses("SELECT '{1}'::int[]", "0A000", "type \"int[]\" is not supported")
            .Given("CREATE TABLE t (a SUPER)", "INSERT INTO t SELECT JSON_PARSE('[1,2]')")
            .Accepts("SELECT a[1]::int FROM t", "2"),
        Rule.Row(8, "there are no types of one's own", Evidence.Documented, "c_unsupported-postgresql-features")
            .Refuses("CREATE TYPE c AS (a INT)", "0A000", "SQL command \"CREATE TYPE\" not supported on Redshift tables")
            .Refuses("CREATE TYPE e AS ENUM ('a')", "0A000", "SQL command \"CREATE TYPE\" not supported on Redshift tables")
            .Refuses("CREATE DOMAIN d AS INT", "0A000", "SQL command \"CREATE DOMAIN\" not supported on Redshift tables")
            .Accepts("CREATE TABLE c (a INT)"),
        Rule.Row(8, "ROW and ARRAY constructors", Evidence.Documented, "c_unsupported-postgresql-features")
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)")
            .Refuses("SELECT ROW(a, 2) FROM t", "0A000", "ROW constructors are not supported")
            .Refuses("SELECT ARRAY[a, 2] FROM t", "0A000", "ARRAY constructors are not supported")
            .Accepts("SELECT a, 2 FROM t WHERE (a, 2) IN (SELECT a, 2 FROM t)", "1|2"),
        Unknown("JSON", "json"),
        Unknown("JSONB", "jsonb"),
        Unknown("UUID", "uuid"),
        Unknown("BYTEA", "bytea"),
        Unknown("MONEY", "money"),
        Unknown("INET", "inet"),
        Unknown("CIDR", "cidr"),
        Unknown("XML", "xml"),
        Unknown("BIT(3)", "bit"),
        Unknown("HSTORE", "hstore"),
        Unknown("POINT", "point"),
        Rule.Row(10, "TEXT is VARCHAR(256)", Evidence.Documented, Texts)
            .Given("CREATE TABLE t (a TEXT, b NVARCHAR(5), c NCHAR(5), d NVARCHAR, e NCHAR)")
            .Accepts(
                "SELECT type FROM pg_table_def WHERE tablename = 't' ORDER BY \"column\"",
                "character varying(256)", "character varying(5)", "character(5)", "character varying(256)", "character(1)")
            .Refuses("INSERT INTO t (a) SELECT REPEAT('x', 257)", "22001", "value too long for type character varying(256)"),
        Rule.Row(11, "texts without a length have one", Evidence.Documented, Texts)
            .Given("CREATE TABLE t (a VARCHAR, b CHAR, c BPCHAR, d VARCHAR(MAX), e CHAR(MAX), f CHARACTER VARYING)")
            .Accepts(
                "SELECT type FROM pg_table_def WHERE tablename = 't' ORDER BY \"column\"",
                "character varying(256)", "character(1)", "character(256)", "character varying(65535)", "character(4096)", "character varying(256)"),
        Rule.Row(12, "a VARCHAR has at most 65,535 bytes", Evidence.Documented, Texts)
            .Refuses("CREATE TABLE t (a VARCHAR(65536))", "22023", "cannot exceed 65535")
            .Refuses("CREATE TABLE t (a VARCHAR(0))", "22023", "must be at least 1")
            .Accepts("CREATE TABLE t (a VARCHAR(65535))")
            .Accepts("SELECT type FROM pg_table_def WHERE tablename = 't'", "character varying(65535)"),
        Rule.Row(12, "a CHAR has at most 4,096 bytes", Evidence.Documented, Texts)
            .Refuses("CREATE TABLE t (a CHAR(4097))", "22023", "cannot exceed 4096")
            .Accepts("CREATE TABLE t (a CHAR(4096))")
            .Accepts("SELECT type FROM pg_table_def WHERE tablename = 't'", "character(4096)"),
        Rule.Row(12, "a VARBYTE has at most 16,777,216 bytes", Evidence.Documented, "r_VARBYTE_type")
            .Refuses("CREATE TABLE t (a VARBYTE(16777217))", "22023", "cannot exceed 16777216")
            .Accepts("CREATE TABLE t (a VARBYTE(16777216), b VARBINARY(3), c BINARY VARYING(4), d VARBYTE)"),
        Rule.Row(14, "lengths of texts are bytes", Evidence.Documented, Texts)
            .LoadBearing("the width that a plan gives to each text column")
            .Given("CREATE TABLE t (a VARCHAR(5))")
            .Refuses("INSERT INTO t VALUES ('ééé')", "22001", "value too long for type character varying(5)")
            .Accepts("INSERT INTO t VALUES ('éé'), ('abcde')")
            .Refuses("UPDATE t SET a = a || 'xyz'", "22001", "value too long for type character varying(5)")
            .Accepts("SELECT a, LEN(a), OCTET_LENGTH(a) FROM t ORDER BY a", "abcde|5|5", "éé|2|4"),
        Rule.Row(14, "trailing blanks over the limit are cut", Evidence.Documented, Texts)
            .Given("CREATE TABLE t (a VARCHAR(5), b CHAR(3))")
            .Accepts("INSERT INTO t VALUES ('abc      ', 'ab      ')")
            .Accepts("SELECT OCTET_LENGTH(a), OCTET_LENGTH(b), b || '.' FROM t", "5|3|ab.").OnPostgres(),
        Rule.Row(15, "CHAR takes single-byte characters alone", Evidence.Documented, Texts)
            .Given("CREATE TABLE t (a CHAR(4), b VARCHAR(4))")
            .Refuses("INSERT INTO t (a) VALUES ('é')", "XX000", "CHAR string contains invalid ASCII character")
            .Accepts("INSERT INTO t VALUES ('e', 'é')")
            .Accepts("SELECT a, b FROM t", "e   |é"),
    ];

    private static Rule Unknown(string type, string name) => Rule.Row(9, $"no type {type}", Evidence.Documented, Unsupported)
        .Refuses($"CREATE TABLE t (a {type})", "0A000", $"Column \"t.a\" has unsupported type \"{name}\"")
        .Accepts("CREATE TABLE t (a SUPER, b VARBYTE(16), c VARCHAR(36))");
}

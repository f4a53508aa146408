using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>SUPER, and JSON in texts.</summary>
internal static class SuperForms
{
    private const string Family = "super";
    private const string Table = "CREATE TABLE t (id INT, s SUPER)";
    private const string Rows = """INSERT INTO t VALUES (1, JSON_PARSE('{"name":"Ann","price":1.10,"items":[{"n":1},{"n":2}],"nothing":null,"Upper":5}')), (2, JSON_PARSE('{"name":7,"items":"none"}')), (3, NULL)""";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("navigation", "query-super").Accepts("SELECT s.name, s.items[1].n, t.s.items[0].n FROM t WHERE id = 1", "\"Ann\"|2|1"),
        Form("numbers stay as they are written", "query-super").Accepts("SELECT s.price, JSON_PARSE('12345678901234567890.10'), JSON_PARSE('[1.10,1e2]')[0] FROM t WHERE id = 1", "1.10|12345678901234567890.10|1.10"),
        Form("navigation is lax", "query-super").Accepts("SELECT s.missing, s.name.deeper, s.items[9], s[0], s.nothing, s.upper FROM t WHERE id = 1", "<null>|<null>|<null>|<null>|<null>|<null>"),
        Form("unnesting of an array", "query-super").Accepts("SELECT t.id, i.n FROM t, t.s.items AS i ORDER BY i.n", "1|1", "1|2").Accepts("SELECT i.n, k FROM t, t.s.items AS i AT k ORDER BY k", "1|0", "2|1"),
        Form("unnesting of an array in an array", "query-super").Given("CREATE TABLE foo (m SUPER)", "INSERT INTO foo VALUES (JSON_PARSE('[[1.1,1.2],[2.1]]'))").Accepts("SELECT outside, inside FROM foo AS f, f.m AS outside, outside AS inside ORDER BY inside", "[1.1,1.2]|1.1", "[1.1,1.2]|1.2", "[2.1]|2.1"),
        Form("UNPIVOT of an object", "query-super").Accepts("""SELECT k, v FROM (SELECT JSON_PARSE('{"a":1,"b":"x"}') AS o FROM t WHERE id = 1) q, UNPIVOT q.o AS v AT k ORDER BY k""", "a|1", "b|\"x\""),
        Form("casts are lax", "limitations-super")
            .Accepts("SELECT s.name::VARCHAR, s.name::INT, s.price::DECIMAL(5,2), s.items::VARCHAR, s.items[0].n::BIGINT, s.price::FLOAT8 FROM t WHERE id = 1", "Ann|<null>|1.10|<null>|1|1.1")
            .Accepts("SELECT 5::SUPER::BOOL, 5.0::SUPER::BOOL, 'true'::SUPER::BOOL, '2001-09-08'::SUPER::DATE, 'x'::SUPER::DATE, 99999::SUPER::SMALLINT", "t|<null>|t|2001-09-08|<null>|<null>"),
        Form("no cast of dates to SUPER", "limitations-super").Refuses("SELECT '2019-09-09'::DATE::SUPER", "42846", "cannot cast type date to super").Accepts("SELECT '2019-09-09'::SUPER", "\"2019-09-09\""),
        Form("comparisons by the value's own type", "query-super")
            .Accepts("SELECT s.name = 'Ann', s.name = 7, s.price < 2, s.name <= 'B', s.name <= 5, s.price = 1.1, s.missing = 1 FROM t WHERE id = 1", "t|f|t|t|<null>|t|<null>")
            .Accepts("SELECT id FROM t WHERE s.name = 7", "2").Accepts("SELECT COUNT(*) FROM t a JOIN t b ON a.s.name = b.s.name", "2"),
        Form("SUPER is ordered by type and value", "query-super")
            .Given("CREATE TABLE o (v SUPER)", "INSERT INTO o VALUES ('AWS'), (1), (JSON_PARSE('[1]')), (-2.5), (10), (9), (TRUE), ('Amazon'), (JSON_PARSE('{\"a\":1}')), (NULL)")
            .Accepts("SELECT v FROM o ORDER BY v", "true", "-2.5", "1", "9", "10", "\"AWS\"", "\"Amazon\"", "[1]", "{\"a\":1}", "<null>"),
        Form("SUPER is grouped by value", "query-super").Given("CREATE TABLE g (v SUPER)", "INSERT INTO g VALUES (1), (JSON_PARSE('1.0')), ('a'), ('a ')").Accepts("SELECT COUNT(*) FROM g GROUP BY v ORDER BY 1", "2", "2").Accepts("SELECT COUNT(DISTINCT v) FROM g", "2"),
        Form("a text in SUPER is no document", "query-super").Given("INSERT INTO t VALUES (4, '{\"a\":1}')").Accepts("SELECT JSON_TYPEOF(s), s.a, JSON_PARSE(s::VARCHAR).a FROM t WHERE id = 4", "string|<null>|1"),
        Form("JSON_TYPEOF", "r_json_typeof")
            .Accepts("SELECT JSON_TYPEOF(JSON_PARSE('[1]')), JSON_TYPEOF(JSON_PARSE('{}')), JSON_TYPEOF(JSON_PARSE('1.5')), JSON_TYPEOF(JSON_PARSE('\"a\"')), JSON_TYPEOF(JSON_PARSE('true')), JSON_TYPEOF(NULL)", "array|object|number|string|boolean|<null>"),
        Form("IS_ functions", "c_Type_Info_Functions")
            .Accepts("SELECT IS_ARRAY(JSON_PARSE('[1]')), IS_OBJECT(JSON_PARSE('{}')), IS_SCALAR(JSON_PARSE('1')), IS_VARCHAR(JSON_PARSE('\"é\"')), IS_CHAR(JSON_PARSE('\"é\"')), IS_BOOLEAN(JSON_PARSE('true')), IS_VARCHAR(NULL::SUPER)", "t|t|t|t|f|t|f")
            .Accepts("SELECT IS_SMALLINT(5::SUPER), IS_INTEGER(99999::SUPER), IS_SMALLINT(99999::SUPER), IS_BIGINT(JSON_PARSE('9999999999')), IS_INTEGER(JSON_PARSE('9999999999')), IS_DECIMAL(1.22::SUPER), IS_INTEGER(1.22::SUPER), IS_FLOAT(JSON_PARSE('1e5'))", "t|t|f|t|f|t|f|t"),
        Form("DECIMAL_PRECISION and DECIMAL_SCALE", "c_Type_Info_Functions").Accepts("SELECT DECIMAL_PRECISION(3.14159::SUPER), DECIMAL_SCALE(3.14159::SUPER)", "6|5"),
        Form("ARRAY and its functions", "c_Array_Functions")
            .Accepts("SELECT ARRAY(1, 'abc', NULL, 1.50), ARRAY(), ARRAY_CONCAT(ARRAY(1, 2), ARRAY(3)), ARRAY_CONCAT(ARRAY(1), 5::SUPER), ARRAY_FLATTEN(ARRAY(1, ARRAY(2, ARRAY(3, ARRAY()))))", "[1,\"abc\",null,1.50]|[]|[1,2,3]|<null>|[1,2,3]")
            .Accepts("SELECT SUBARRAY(ARRAY('a', 'b', 'c', 'd', 'e', 'f'), 2, 3), GET_ARRAY_LENGTH(ARRAY(1, 2)), SPLIT_TO_ARRAY('12|345|6789', '|'), SPLIT_TO_ARRAY('a,b'), GET_ARRAY_LENGTH(5::SUPER)", "[\"c\",\"d\",\"e\"]|2|[\"12\",\"345\",\"6789\"]|[\"a\",\"b\"]|<null>"),
        Form("OBJECT", "r_object_function").Accepts("SELECT OBJECT('a', 1, 'b', ARRAY('x')), OBJECT()", "{\"a\":1,\"b\":[\"x\"]}|{}").Refuses("SELECT OBJECT('a')", "42883", "function object("),
        Form("JSON_PARSE, JSON_SERIALIZE, CAN_JSON_PARSE", "JSON_PARSE").Accepts("SELECT JSON_SERIALIZE(JSON_PARSE('{ \"a\" : [ 1.10 , \"é\" ] }')), CAN_JSON_PARSE('[1]'), CAN_JSON_PARSE('{'), JSON_PARSE(NULL)", "{\"a\":[1.10,\"é\"]}|t|f|<null>").Refuses("SELECT JSON_PARSE('{')", "XX000", "JSON parsing error (code 8001): Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed. LineNumber: 0 | BytePositionInLine: 1.").Refuses("SELECT JSON_PARSE('\"\\\\ud800\"')", "XX000", "JSON parsing error"),
        Form("IS_VALID_JSON and IS_VALID_JSON_ARRAY", "IS_VALID_JSON").Accepts("SELECT IS_VALID_JSON('{\"a\":2}'), IS_VALID_JSON('{{}}'), IS_VALID_JSON('[1,2]'), IS_VALID_JSON_ARRAY('[1,2]'), IS_VALID_JSON_ARRAY('{}'), IS_VALID_JSON_ARRAY('[1')", "t|f|f|t|f|f"),
        Form("JSON_EXTRACT_PATH_TEXT", "JSON_EXTRACT_PATH_TEXT")
            .Accepts("""SELECT JSON_EXTRACT_PATH_TEXT('{"f2":{"f3":1},"f4":{"f5":99,"f6":"star"}}', 'f4', 'f6'), JSON_EXTRACT_PATH_TEXT('{"a":{"b":1.10}}', 'a'), JSON_EXTRACT_PATH_TEXT('{"a":1}', 'A'), JSON_EXTRACT_PATH_TEXT('{"a"', 'a', TRUE)""", "star|{\"b\":1.10}|<null>|<null>")
            .Refuses("SELECT JSON_EXTRACT_PATH_TEXT('{\"a\"', 'a')", "22023", "JSON parsing error: invalid JSON \"{\"a\"\""),
        Form("JSON_EXTRACT_ARRAY_ELEMENT_TEXT and JSON_ARRAY_LENGTH", "JSON_EXTRACT_ARRAY_ELEMENT_TEXT")
            .Accepts("SELECT JSON_EXTRACT_ARRAY_ELEMENT_TEXT('[111,112,113]', 2), JSON_EXTRACT_ARRAY_ELEMENT_TEXT('[111]', 5), JSON_EXTRACT_ARRAY_ELEMENT_TEXT('[1', 0, TRUE), JSON_ARRAY_LENGTH('[11,12,13,{\"f1\":21},14]'), JSON_ARRAY_LENGTH('[1', TRUE)", "113|<null>|<null>|5|<null>")
            .Refuses("SELECT JSON_ARRAY_LENGTH('[1')", "22023", "JSON parsing error: invalid JSON \"[1\""),
    ];

    private static Rule Form(string title, string source) => Rule.Form(Family, title, Evidence.Documented, source).Given(Table, Rows);
}

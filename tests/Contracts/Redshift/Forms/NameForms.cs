using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Tokens, names and what they stand for.</summary>
internal static class NameForms
{
    private const string Family = "queries";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("texts, names, comments and parentheses end", "r_names")
            .Refuses("SELECT 'abc", "42601", "unterminated quoted string at or near \"'\"").Refuses("SELECT \"abc", "42601", "unterminated quoted identifier at or near \"\"\"").Refuses("SELECT 1 /* open", "42601", "unterminated /* comment").Refuses("SELECT $x", "42601", "near \"$\"").Refuses("SELECT (1", "42601", "at end of input").Refuses("SELECT 1 AS", "42601", "at end of input")
            .Accepts("SELECT ('it''s') /* a /* nested */ comment */ AS \"a b\" -- the end\n", "it's").OnPostgres(),
        Form("a name in FROM stands for one table", "r_FROM_clause30")
            .Refuses("SELECT t.a FROM t x", "42P01", "missing FROM-clause entry for table \"t\"").Refuses("SELECT a FROM t, u", "42702", "column reference \"a\" is ambiguous").Refuses("SELECT 1 FROM t JOIN t ON TRUE", "42712", "table name \"t\" specified more than once").Refuses("SELECT nope FROM t", "42703", "column \"nope\" does not exist").Refuses("SELECT a FROM nope", "42P01", "relation \"nope\" does not exist")
            .Accepts("SELECT x.a FROM t x JOIN t y ON x.a = y.a ORDER BY 1", "1", "2").OnPostgres(),
        Form("a table's name may begin with its database", "r_names")
            .Refuses("SELECT * FROM elsewhere.public.t", "0A000", "cross-database references are not supported by EmbeddedRedshift").Refuses("SELECT x.a FROM elsewhere.public.t x", "0A000", "cross-database references are not supported by EmbeddedRedshift").Refuses("INSERT INTO elsewhere.public.t VALUES (1)", "0A000", "cross-database references are not supported by EmbeddedRedshift")
            .Given("CREATE TABLE dev.public.named_in_full (a INT)").Accepts("INSERT INTO dev.public.named_in_full VALUES (1), (2)").Accepts("UPDATE dev.public.named_in_full SET a = 3 WHERE a = 2").Accepts("DELETE FROM dev.public.named_in_full WHERE a = 1")
            .Accepts("SELECT * FROM dev.public.named_in_full", "3").Accepts("SELECT x.a FROM dev.public.named_in_full AS x", "3").Accepts("SELECT x.a FROM dev.public.named_in_full x JOIN dev.public.named_in_full y ON x.a = y.a", "3")
            .Accepts("DROP TABLE dev.public.named_in_full").NotOnLive("names the double's own database"),
        Form("schemas and tables that are not there", "r_LOCK").Refuses("CREATE TABLE nosuch.x (a INT)", "3F000", "schema \"nosuch\" does not exist").Refuses("LOCK TABLE nope", "42P01", "relation \"nope\" does not exist").Refuses("TRUNCATE nope", "42P01", "relation \"nope\" does not exist").Given("BEGIN").Accepts("LOCK TABLE t, u").Accepts("SELECT a FROM t ORDER BY a", "1", "2").Accepts("END TRANSACTION"),
        Form("ORDER BY counts the selected columns", "r_ORDER_BY_clause").Refuses("SELECT a FROM t ORDER BY 5", "42P10", "ORDER BY position 5 is not in select list").Accepts("SELECT a FROM t ORDER BY 1 DESC", "2", "1").Accepts("SELECT DISTINCT a + 1, b AS x FROM t ORDER BY a + 1, x", "2|x", "3|y").OnPostgres(),
        Form("how drivers ask the catalogue", "c_intro_catalog_views", Evidence.Known)
            .Accepts("SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relname OPERATOR(pg_catalog.~) '^(t)$' COLLATE pg_catalog.default AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY 1", "t")
            .Accepts("SELECT c.oid::pg_catalog.regclass::pg_catalog.text FROM pg_class c WHERE c.relname = ANY (ARRAY['t']) AND pg_table_is_visible(c.oid)", "t")
            .Accepts("SELECT format_type(1043, 14), format_type(1700, 1179654), format_type(23, -1)", "character varying(10)|numeric(18,2)|integer")
            .Refuses("SELECT b COLLATE pg_catalog.default FROM t", "0A000", "not supported on Redshift tables"),
        Form("operators have types", "r_OPERATOR_SYMBOLS").Refuses("SELECT TRUE + 1", "42883", "operator does not exist: boolean + integer").Refuses("SELECT 'a'::VARCHAR + 1", "42883", "operator does not exist: character varying + integer").Refuses("UPDATE t SET a = 'x'::VARCHAR || b", "42804", "column \"a\" is of type integer but expression is of type character varying").Refuses("SELECT 'a'::UUID", "0A000", "type \"uuid\" is not supported").Refuses("SELECT 1::nosuchtype", "42704", "type \"nosuchtype\" does not exist").Accepts("SELECT 1 + 1, 'a'::VARCHAR || 1", "2|a1"),
    ];

    private static Rule Form(string title, string source, Evidence evidence = Evidence.Documented) => Rule.Form(Family, title, evidence, source)
        .Given("CREATE TABLE t (a INT, b VARCHAR(5))", "CREATE TABLE u (a INT)", "INSERT INTO t VALUES (1, 'x'), (2, 'y')");
}

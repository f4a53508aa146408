using System.Collections.Immutable;

namespace RedshiftIntegration.Integration.Tests.Redshift;

/// <summary>A form of Redshift's SQL that a foreign parser doesn't know, in the version that Debian 12 has.</summary>
/// <param name="Parser">sqlfluff 1.4 or sqlglot 10.6.</param>
/// <param name="Form">A regular expression over the statement.</param>
/// <param name="Reason">The AWS page that has the form, or what the parser lacks.</param>
internal sealed record ParserGap(string Parser, string Form, string Reason)
{
    public static ImmutableArray<ParserGap> All { get; } =
    [
        new("sqlfluff", " QUALIFY ", "r_QUALIFY_clause"),
        new("sqlfluff", @"::DEC\(", "r_STDDEV_functions: DEC for DECIMAL"),
        new("sqlfluff", @"/\*[^*]*/\*", "comments nest, as in PostgreSQL 8.0"),
        new("sqlfluff", "ADD COLUMN .* ENCODE|ENCODE auto", "r_ALTER_TABLE, r_CREATE_TABLE_NEW: ENCODE of a new column, and AUTO"),
        new("sqlfluff", "APPEND FROM", "r_ALTER_TABLE_APPEND"),
        new("sqlfluff", "LIMIT ALL", "r_ORDER_BY_clause"),
        new("sqlfluff", "REMOVE DUPLICATES", "r_MERGE"),
        new("sqlfluff", "SERIALIZETOJSON", "ingest-super: a clause of COPY"),
        new("sqlfluff", @"SUBSTRING\([^)]* FOR ", "r_SUBSTRING: the form of the SQL standard"),
        new("sqlfluff", @"\* EXCLUDE", "r_EXCLUDE_list"),
        new("sqlfluff", @"\\'", "a backslash before a quote, as in PostgreSQL 8.0"),
        new("sqlfluff", @"\bsession_user\b", "r_SESSION_USER: as a word without parentheses"),
        new("sqlfluff", @"\d # \d", "r_VARBYTE_OPERATORS"),
        new("sqlfluff", @"\|/ |@ -", "r_OPERATOR_SYMBOLS: the roots, the absolute value"),
        new("sqlfluff", "^(PREPARE|EXECUTE|DEALLOCATE) ", "r_PREPARE, r_EXECUTE, r_DEALLOCATE"),
        new("sqlfluff", @"^ALTER USER \S+ SET", "r_ALTER_USER"),
        new("sqlfluff", "^ANALYZE .* COLUMNS$", "r_ANALYZE: PREDICATE COLUMNS and ALL COLUMNS"),
        new("sqlfluff", @"^CREATE MATERIALIZED VIEW \w+ BACKUP NO DISTKEY|^REFRESH .* (RESTRICT|CASCADE)$", "materialized-view-create-sql-command, materialized-view-refresh-sql-command"),
        new("sqlfluff", @"^DECLARE \w+ NO SCROLL", "declare: drivers write what is the case anyway"),
        new("sqlfluff", @"^DELETE \w+ WHERE", "r_DELETE: FROM may be left out"),
        new("sqlfluff", @"^FETCH (FORWARD )?FROM|^FETCH \d+ IN", "fetch: the count may be left out; IN and a bare count come from psqlODBC"),
        new("sqlfluff", @"^SET SESSION AUTHORIZATION", "r_SET_SESSION_AUTHORIZATION"),
        new("sqlfluff", "^SET SESSION CHARACTERISTICS", "what JDBC drivers send for an isolation level"),
        new("sqlfluff", "^SHOW (TRANSACTION ISOLATION LEVEL|[a-z_]+)$", "r_SHOW"),
        new("sqlfluff", @"OPERATOR\(|= ANY \(ARRAY", "how drivers ask the catalogue"),
        new("sqlglot", @"/\*[^*]*/\*", "comments nest, as in PostgreSQL 8.0"),
        new("sqlglot", "#[a-z]", "r_CREATE_TABLE_NEW: names of temporary tables begin with #"),
        new("sqlglot", ", ~ ", "r_VARBYTE_OPERATORS: ~ before its operand"),
        new("sqlglot", @"::DEC\(", "r_STDDEV_functions: DEC for DECIMAL"),
        new("sqlglot", ", lateral,", "r_pg_keywords: LATERAL is not reserved"),
        new("sqlglot", "APPROXIMATE (COUNT|PERCENTILE_DISC)", "r_COUNT, r_APPROXIMATE_PERCENTILE_DISC"),
        new("sqlglot", "DEFAULT VALUES$", "r_INSERT_30"),
        new("sqlglot", @"IDENTITY\(|DISTKEY SORTKEY|BINARY VARYING|\b(DISTSTYLE EVEN ENCODE|BACKUP|INTERLEAVED SORTKEY)\b", "r_CREATE_TABLE_NEW: attributes of columns and tables that came later"),
        new("sqlglot", "LIMIT ALL", "r_ORDER_BY_clause"),
        new("sqlglot", "MINUS SELECT", "r_UNION"),
        new("sqlglot", "REMOVE DUPLICATES", "r_MERGE"),
        new("sqlglot", @"\* EXCLUDE", "r_EXCLUDE_list"),
        new("sqlglot", @"\bAS \w+ AT \w+", "query-super: the index of an array's element, the name of an object's attribute"),
        new("sqlglot", @"\bCONVERT\(", "r_CAST_function: CONVERT(type, value)"),
        new("sqlglot", @"\bSELECT TOP \d", "r_SELECT_list: TOP came to sqlglot later"),
        new("sqlglot", @"\|/ |@ -", "r_OPERATOR_SYMBOLS: the roots, the absolute value"),
        new("sqlglot", "^ALTER SCHEMA", "r_ALTER_SCHEMA"),
        new("sqlglot", @"^ALTER TABLE \S+ OWNER TO", "r_ALTER_TABLE"),
        new("sqlglot", @"^ALTER TABLE \w+ (ALTER|RENAME COLUMN|APPEND|DROP CONSTRAINT|ADD UNIQUE)", "r_ALTER_TABLE, r_ALTER_TABLE_APPEND: it knows ADD, DROP COLUMN and RENAME TO"),
        new("sqlglot", "^BEGIN .* READ (ONLY|WRITE)$", "r_BEGIN: the access mode"),
        new("sqlglot", @"^CREATE SCHEMA \S+ AUTHORIZATION", "r_CREATE_SCHEMA"),
        new("sqlglot", "^DEALLOCATE PREPARE", "r_DEALLOCATE: the second word may be left out"),
        new("sqlglot", "^DROP TABLE .*,", "r_DROP_TABLE: several names"),
        new("sqlglot", "^LOCK TABLE .*,", "r_LOCK: several names"),
        new("sqlglot", @"OPERATOR\(|= ANY \(ARRAY", "how drivers ask the catalogue"),
        new("sqlglot", "^START TRANSACTION", "r_BEGIN"),
    ];
}

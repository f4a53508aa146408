using System.Collections.Immutable;

namespace RedshiftIntegration.Integration.Tests.Redshift;

/// <summary>A form of Redshift's SQL that a foreign parser doesn't know, in the version that Debian 12 has.</summary>
/// <param name="Parser">sqlglot 10.6 or sqlfluff 1.4.</param>
/// <param name="Form">A regular expression over the statement.</param>
/// <param name="Reason">The AWS page that has the form, or what the parser lacks.</param>
internal sealed record ParserGap(string Parser, string Form, string Reason)
{
    public static ImmutableArray<ParserGap> All { get; } =
    [
        new("sqlglot", @"^ALTER TABLE \w+ (ALTER|RENAME COLUMN|APPEND|DROP CONSTRAINT|ADD UNIQUE)", "r_ALTER_TABLE, r_ALTER_TABLE_APPEND: it knows ADD, DROP COLUMN and RENAME TO"),
        new("sqlglot", "^ALTER SCHEMA", "r_ALTER_SCHEMA"),
        new("sqlglot", @"IDENTITY\(|DISTKEY SORTKEY|BINARY VARYING|\b(DISTSTYLE EVEN ENCODE|BACKUP|INTERLEAVED SORTKEY)\b", "r_CREATE_TABLE_NEW: attributes of columns and tables that came later"),
        new("sqlglot", "#[a-z]", "r_CREATE_TABLE_NEW: names of temporary tables begin with #"),
        new("sqlglot", "^DROP TABLE .*,", "r_DROP_TABLE: several names"),
        new("sqlglot", "DEFAULT VALUES$", "r_INSERT_30"),
        new("sqlglot", "REMOVE DUPLICATES", "r_MERGE"),
        new("sqlfluff", "REMOVE DUPLICATES", "r_MERGE"),
        new("sqlfluff", "ADD COLUMN .* ENCODE|ENCODE auto", "r_ALTER_TABLE, r_CREATE_TABLE_NEW: ENCODE of a new column, and AUTO"),
        new("sqlfluff", "APPEND FROM", "r_ALTER_TABLE_APPEND"),
        new("sqlfluff", "^ANALYZE .* COLUMNS$", "r_ANALYZE: PREDICATE COLUMNS and ALL COLUMNS"),
        new("sqlfluff", @"^CREATE MATERIALIZED VIEW \w+ BACKUP NO DISTKEY|^REFRESH .* (RESTRICT|CASCADE)$", "materialized-view-create-sql-command, materialized-view-refresh-sql-command"),
        new("sqlfluff", @"^DELETE \w+ WHERE", "r_DELETE: FROM may be left out"),
        new("sqlglot", @"\bSELECT TOP \d", "r_SELECT_list: TOP came to sqlglot later"),
        new("sqlglot", @"^ALTER TABLE \S+ OWNER TO", "r_ALTER_TABLE"),
        new("sqlglot", @"^CREATE SCHEMA \S+ AUTHORIZATION", "r_CREATE_SCHEMA"),
        new("sqlfluff", @"^ALTER USER \S+ SET", "r_ALTER_USER"),
        new("sqlfluff", @"^SET SESSION AUTHORIZATION", "r_SET_SESSION_AUTHORIZATION"),
        new("sqlfluff", @"\bsession_user\b", "r_SESSION_USER: as a word without parentheses"),
        new("sqlfluff", "SERIALIZETOJSON", "ingest-super: a clause of COPY"),
    ];
}

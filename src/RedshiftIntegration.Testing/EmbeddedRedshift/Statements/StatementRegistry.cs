using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Where a statement began and the step that its leading comment names.</summary>
internal sealed record StatementHead(int Start, string? Step);

/// <summary>Statements by their leading words, longest first. Other words are no statement: 42601.</summary>
internal static class StatementRegistry
{
    private static readonly (string Words, Func<Parser, StatementHead, Statement> Parse)[] Statements =
    [
        ("CREATE TEMPORARY TABLE", CreateTableStatement.Parse),
        ("CREATE TEMP TABLE", CreateTableStatement.Parse),
        ("CREATE LOCAL", CreateTableStatement.Parse),
        ("CREATE TABLE", CreateTableStatement.Parse),
        ("CREATE SCHEMA", CreateSchemaStatement.Parse),
        ("CREATE USER", CreateUserStatement.Parse),
        ("CREATE OR REPLACE VIEW", CreateViewStatement.Parse),
        ("CREATE VIEW", CreateViewStatement.Parse),
        ("CREATE MATERIALIZED VIEW", CreateMaterializedViewStatement.Parse),
        ("REFRESH MATERIALIZED VIEW", RefreshStatement.Parse),
        ("DROP MATERIALIZED VIEW", DropRelationStatement.Parse),
        ("ALTER SCHEMA", AlterSchemaStatement.Parse),
        ("DROP TABLE", DropRelationStatement.Parse),
        ("DROP VIEW", DropRelationStatement.Parse),
        ("DROP SCHEMA", DropSchemaStatement.Parse),
        ("DROP USER", DropUserStatement.Parse),
        ("ALTER TABLE", AlterTableStatement.Parse),
        ("ALTER USER", AlterUserStatement.Parse),
        ("GRANT", GrantStatement.Parse),
        ("REVOKE", RevokeStatement.Parse),
        ("ALTER DATABASE", AlterDatabaseStatement.Parse),
        ("CANCEL", CancelStatement.Parse),
        ("COMMENT ON", CommentStatement.Parse),
        ("TRUNCATE", TruncateStatement.Parse),
        ("INSERT", InsertStatement.Parse),
        ("UPDATE", UpdateStatement.Parse),
        ("DELETE", DeleteStatement.Parse),
        ("MERGE", MergeStatement.Parse),
        ("COPY", CopyStatement.Parse),
        ("LOCK", LockStatement.Parse),
        ("BEGIN", TransactionStatement.ParseBegin),
        ("START TRANSACTION", TransactionStatement.ParseBegin),
        ("COMMIT", TransactionStatement.ParseEnd),
        ("END", TransactionStatement.ParseEnd),
        ("ROLLBACK", TransactionStatement.ParseEnd),
        ("ABORT", TransactionStatement.ParseEnd),
        ("SET SESSION AUTHORIZATION", SetSessionAuthorizationStatement.Parse),
        ("SET LOCAL SESSION AUTHORIZATION", SetSessionAuthorizationStatement.Parse),
        ("RESET SESSION AUTHORIZATION", SetSessionAuthorizationStatement.Parse),
        ("SET", SetStatement.Parse),
        ("RESET", SetStatement.ParseReset),
        ("SHOW", ShowStatement.Parse),
        ("DECLARE", DeclareStatement.Parse),
        ("FETCH", FetchStatement.Parse),
        ("CLOSE", CloseStatement.Parse),
        ("PREPARE", PrepareStatement.Parse),
        ("EXECUTE", ExecuteStatement.Parse),
        ("DEALLOCATE", DeallocateStatement.Parse),
        ("EXPLAIN", ExplainStatement.Parse),
        ("ANALYZE", AnalyzeStatement.Parse),
        ("VACUUM", VacuumStatement.Parse),
        ("SELECT", QueryStatement.Parse),
        ("WITH", WithStatement.Parse),
        ("(", QueryStatement.Parse),
        .. AbsentStatement.Known.Select(a => (a.Words, (Func<Parser, StatementHead, Statement>)((parser, head) => AbsentStatement.Parse(parser, head, a.Words, a.Command)))),
    ];

    /// <summary>What Redshift refuses outright, or knows and the double doesn't yet.</summary>
    private static readonly (string Words, string Message)[] Refused =
    [
        ("CREATE INDEX", "SQL command \"CREATE INDEX\" not supported on Redshift tables."),
        ("CREATE UNIQUE INDEX", "SQL command \"CREATE INDEX\" not supported on Redshift tables."),
        ("CREATE SEQUENCE", "SQL command \"CREATE SEQUENCE\" not supported on Redshift tables."),
        ("CREATE TYPE", "SQL command \"CREATE TYPE\" not supported on Redshift tables."),
        ("CREATE DOMAIN", "SQL command \"CREATE DOMAIN\" not supported on Redshift tables."),
        ("CREATE TRIGGER", "SQL command \"CREATE TRIGGER\" not supported on Redshift tables."),
        ("CREATE RULE", "SQL command \"CREATE RULE\" not supported on Redshift tables."),
        ("CREATE EXTENSION", "SQL command \"CREATE EXTENSION\" not supported on Redshift tables."),
        ("SAVEPOINT", "SQL command \"SAVEPOINT\" not supported."),
        ("RELEASE", "SQL command \"RELEASE SAVEPOINT\" not supported."),
        ("LISTEN", "SQL command \"LISTEN\" not supported."),
        ("NOTIFY", "SQL command \"NOTIFY\" not supported."),
        .. Unsupported(
            "CREATE EXTERNAL", "CREATE GROUP", "CREATE ROLE", "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION",
            "CREATE PROCEDURE", "CREATE OR REPLACE PROCEDURE", "CREATE MODEL", "CREATE RLS", "CREATE MASKING", "CREATE DATASHARE",
            "DROP GROUP", "DROP ROLE", "DROP FUNCTION", "DROP PROCEDURE", "DROP MODEL", "DROP RLS", "DROP MASKING", "ALTER GROUP", "ALTER ROLE",
            "ALTER DEFAULT", "ALTER MATERIALIZED", "ALTER DATASHARE", "ALTER EXTERNAL", "ALTER FUNCTION", "ALTER IDENTITY", "ALTER MASKING", "ALTER PROCEDURE",
            "ALTER RLS", "ALTER SYSTEM", "CREATE IDENTITY", "CREATE OR REPLACE EXTERNAL", "CREATE OR REPLACE MODEL", "DESC DATASHARE",
            "DESC IDENTITY", "DROP DATASHARE", "DROP EXTERNAL", "DROP IDENTITY", "ATTACH RLS", "ATTACH MASKING",
            "DETACH RLS", "DETACH MASKING", "UNLOAD", "CALL",
            "SHOW COLUMN GRANTS", "SHOW COLUMNS", "SHOW CONSTRAINTS", "SHOW DATABASES", "SHOW DATASHARES", "SHOW EXTERNAL TABLE", "SHOW FUNCTIONS", "SHOW GRANTS", "SHOW MODEL",
            "SHOW PARAMETERS", "SHOW POLICIES", "SHOW PROCEDURE", "SHOW PROCEDURES", "SHOW SCHEMAS", "SHOW TABLE", "SHOW TABLES", "SHOW VIEW"),
    ];

    private static readonly (string Words, Func<Parser, StatementHead, Statement> Parse)[] Ordered =
        [.. Statements.Concat(Refused.Select(r => (r.Words, Refuse(r.Message)))).OrderByDescending(s => s.Words.Count(c => c == ' '))];

    /// <summary>The leading words of all statements that run.</summary>
    public static IEnumerable<string> Supported => Statements.Select(s => s.Words).Except(AbsentStatement.Known.Select(a => a.Words), StringComparer.Ordinal);

    /// <summary>The leading words of all statements that don't, each with the message of its 0A000.</summary>
    public static IEnumerable<(string Words, string Message)> NotRun => [.. Refused, .. Unsupported([.. AbsentStatement.Known.Select(a => a.Words)])];

    public static Statement Parse(Parser parser, StatementHead head)
    {
        foreach (var (words, parse) in Ordered)
        {
            if (parser.IsWords(words))
            {
                return parse(parser, head);
            }
        }

        // CREATE UNKNOWN ...: PostgreSQL points at the second word.
        if (parser.Is("CREATE") || parser.Is("DROP") || parser.Is("ALTER"))
        {
            parser.Advance();
        }

        throw parser.Unexpected();
    }

    private static Func<Parser, StatementHead, Statement> Refuse(string message) => (parser, _) => throw new SqlError("0A000", message, parser.Current.Position);

    private static (string, string)[] Unsupported(params string[] words) => [.. words.Select(w => (w, $"{w} is not supported by EmbeddedRedshift"))];
}

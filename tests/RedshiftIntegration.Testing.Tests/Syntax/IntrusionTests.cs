using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;
using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Syntax;

/// <summary>Nothing passes that the parser and binder haven't understood: foreign words at any place of a good statement are refused.</summary>
public sealed class IntrusionTests : IClassFixture<DialectFixture>
{
    private static readonly string[] Accepted =
    [
        "SELECT a, count(*) AS n FROM it WHERE a > 1 AND b LIKE 'x%' GROUP BY a HAVING count(*) > 1 ORDER BY 1 DESC NULLS LAST LIMIT 5 OFFSET 2",
        "SELECT CASE WHEN a = 1 THEN 'x' ELSE x.b END, row_number() OVER (PARTITION BY a ORDER BY x.b DESC) FROM it AS x LEFT JOIN iu USING (a)",
        "WITH q AS (SELECT a FROM it) SELECT * FROM q UNION ALL SELECT a FROM iu WHERE a IN (1, 2) AND b IS NOT NULL",
        "INSERT INTO it (a, b) VALUES (1, 'x'), (2, DEFAULT)",
        "UPDATE it AS x SET a = x.a + 1, b = 'y' FROM iu WHERE x.a = iu.a",
        "DELETE FROM it USING iu WHERE it.a = iu.a AND iu.b = 'x'",
        "MERGE INTO it USING iu ON it.a = iu.a WHEN MATCHED THEN UPDATE SET b = iu.b WHEN NOT MATCHED THEN INSERT (a, b) VALUES (iu.a, iu.b)",
        "CREATE TABLE IF NOT EXISTS ix (a INT NOT NULL ENCODE az64, b VARCHAR(5) DEFAULT 'x', PRIMARY KEY (a)) DISTSTYLE KEY DISTKEY (a) COMPOUND SORTKEY (a, b)",
        "CREATE TEMP TABLE iy AS SELECT a FROM it",
        "ALTER TABLE it ADD COLUMN c VARCHAR(3)",
        "COPY it (a, b) FROM 's3://b/k' IAM_ROLE 'arn:aws:iam::123456789012:role/copy' FORMAT AS PARQUET MANIFEST",
        "COMMENT ON TABLE it IS 'x'",
        "DROP TABLE IF EXISTS nothing CASCADE",
        "LOCK TABLE it",
        "BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "TRUNCATE TABLE it",
    ];

    private readonly Dialect db;

    public IntrusionTests(DialectFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
        db.Run("CREATE TABLE IF NOT EXISTS it (a INT, b VARCHAR(5)); CREATE TABLE IF NOT EXISTS iu (a INT, b VARCHAR(5))");
    }

    public static TheoryData<string> Statements => [.. Accepted];

    [Theory]
    [MemberData(nameof(Statements))]
    public void Foreign_words_are_refused_at_each_place(string sql)
    {
        foreach (var statement in SqlParser.Parse(sql))
        {
            statement.Bind(db.Context());
        }

        foreach (var token in Lexer.Run(sql))
        {
            var intruded = sql.Insert(token.Position, " FROBNICATE 1 ");
            Action bind = () =>
            {
                foreach (var statement in SqlParser.Parse(intruded))
                {
                    statement.Bind(db.Context());
                }
            };
            bind.Should().Throw<SqlError>(intruded);
        }
    }
}

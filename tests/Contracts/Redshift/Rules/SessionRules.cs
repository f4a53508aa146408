using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 67 and 74: names and cursors.</summary>
internal static class SessionRules
{
    private const string Cursors = "declare";
    private const string ReplayTool = "issue 545 of awslabs/amazon-redshift-utils";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(67, "a table's name is cut to 127 bytes", Evidence.Documented, "r_names")
            .Given($"CREATE TABLE {Name('n', 130)} (a INT)")
            .Accepts($"SELECT COUNT(*) FROM {Name('n', 127)}", "0")
            .Accepts($"SELECT COUNT(*) FROM {Name('n', 128)}", "0")
            .Refuses($"SELECT COUNT(*) FROM {Name('n', 126)}", "42P01", $"relation \"{Name('n', 126)}\" does not exist"),
        Rule.Row(67, "a column's name is cut at a character's border", Evidence.Documented, "r_names")
            .Given($"CREATE TABLE t (\"{Name('é', 64)}\" INT)", "INSERT INTO t VALUES (1)")
            .Accepts($"SELECT \"{Name('é', 63)}\" FROM t", "1")
            .Refuses($"SELECT \"{Name('é', 62)}\" FROM t", "42703", $"column \"{Name('é', 62)}\" does not exist"),
        Rule.Row(74, "a cursor needs a transaction block", Evidence.Documented, Cursors)
            .Refuses("DECLARE c CURSOR FOR SELECT 1", "25P01", "may only be used in transaction blocks")
            .Given("BEGIN")
            .Accepts("DECLARE c CURSOR FOR SELECT 1 AS n")
            .Accepts("FETCH FROM c", "1")
            .OnPostgres(),
        Rule.Row(74, "a session has one cursor", Evidence.Measured, "issue 317 of sqlalchemy-redshift")
            .Given("BEGIN")
            .Accepts("DECLARE a CURSOR FOR SELECT 1 AS n")
            .Refuses("DECLARE b CURSOR FOR SELECT 2 AS n", "24000", "opening multiple cursors from within the same client connection is not allowed")
            .Given("ROLLBACK", "BEGIN", "DECLARE a CURSOR FOR SELECT 1 AS n", "CLOSE a")
            .Accepts("DECLARE b CURSOR FOR SELECT 2 AS n")
            .Accepts("FETCH FROM b", "2"),
        Rule.Row(74, "each session has a cursor of its own", Evidence.Documented, Cursors)
            .On("a").Given("BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .On("b").Given("BEGIN", "DECLARE c CURSOR FOR SELECT 2 AS n")
            .Accepts("FETCH FROM c", "2")
            .On("a").Accepts("FETCH FROM c", "1")
            .OnPostgres(),
        Rule.Row(74, "a cursor ends with its transaction", Evidence.Measured, ReplayTool)
            .Given("BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n UNION ALL SELECT 1")
            .Accepts("FETCH FROM c", "1")
            .Given("COMMIT")
            .Refuses("FETCH FROM c", "XX000", "cursors can only be used within the transaction that created them"),
        Rule.Row(74, "an unknown cursor does not exist", Evidence.Known, "PostgreSQL 8.0")
            .Given("BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .Refuses("FETCH FROM d", "34000", "cursor \"d\" does not exist")
            .Given("ROLLBACK", "BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .Accepts("FETCH FROM c", "1")
            .Accepts("CLOSE c")
            .Refuses("CLOSE c", "34000", "cursor \"c\" does not exist")
            .OnPostgres(),
        Rule.Row(74, "a cursor is fetched forward", Evidence.Documented, "fetch")
            .Given("BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .Refuses("FETCH BACKWARD 1 FROM c", "0A000", "can only be fetched forward")
            .Given("ROLLBACK", "BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .Refuses("FETCH ABSOLUTE 1 FROM c", "0A000", "can only be fetched forward")
            .Given("ROLLBACK", "BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .Refuses("FETCH FORWARD -1 FROM c", "0A000", "can only be fetched forward")
            .Given("ROLLBACK", "BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .Accepts("FETCH FORWARD 1 FROM c", "1"),
        Rule.Row(74, "a cursor neither scrolls nor outlives its transaction", Evidence.Known, "the syntax of DECLARE has no such words")
            .Given("BEGIN")
            .Refuses("DECLARE c SCROLL CURSOR FOR SELECT 1 AS n", "0A000", "SCROLL cursors are not supported")
            .Given("ROLLBACK", "BEGIN")
            .Refuses("DECLARE c CURSOR WITH HOLD FOR SELECT 1 AS n", "0A000", "cursors WITH HOLD are not supported")
            .Given("ROLLBACK", "BEGIN")
            .Accepts("DECLARE c NO SCROLL CURSOR WITHOUT HOLD FOR SELECT 1 AS n"),
        Rule.Row(74, "a cursor is of a SELECT", Evidence.Documented, Cursors)
            .Given("CREATE TABLE t (a INT)").Given("BEGIN")
            .Refuses("DECLARE c CURSOR FOR DELETE FROM t", "42601", "near \"DELETE\"")
            .Given("ROLLBACK", "BEGIN")
            .Accepts("DECLARE c CURSOR FOR SELECT a FROM t")
            .OnPostgres(),
        Rule.Row(74, "there is no CLOSE ALL, no MOVE and no DISCARD", Evidence.Known, "PostgreSQL 8.0 and the list of SQL commands")
            .Refuses("CLOSE ALL", "42601", "near \"ALL\"")
            .Refuses("DISCARD ALL", "42601", "near \"DISCARD\"")
            .Given("BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .Refuses("MOVE FORWARD 1 FROM c", "42601", "near \"MOVE\"")
            .Given("ROLLBACK", "BEGIN", "DECLARE c CURSOR FOR SELECT 1 AS n")
            .Accepts("CLOSE c"),
    ];

    private static string Name(char character, int length) => new(character, length);
}

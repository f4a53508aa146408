using System.Globalization;

namespace RedshiftIntegration.Errors;

/// <summary>The problems of planning and applying (RSI80xx).</summary>
internal static class DeploymentProblems
{
    public static Problem GroundShifted(string kind, string name) => new(
        "RSI8001", $"The {kind} {name} has changed since the plan was made.", "Make a new plan, read it, and apply that.");

    public static Problem NotApproved(IEnumerable<string> changes) => new(
        "RSI8003", $"The plan drops what is there, or makes anew what was lost: {string.Join(", ", changes)}.", "Read the plan; if that is what you want, apply plan.Approved().");

    public static Problem Connection(string target, string reason) => new(
        "RSI8004", $"Redshift ({target}) can't be reached: {reason}", "Check host, port, database, user, password and TLS of the connection string, and the security group.");

    public static Problem Permission(string kind, string name, string reason) => new(
        "RSI8005", $"The Redshift user may not do this ({kind} {name}): {reason}", "Let a user apply the plan who may CREATE in the database and in its schemas, or have one run plan.ToSql().");

    public static Problem HasRows(string name) => new(
        "RSI8006",
        $"{name} would have to be made anew, and it holds rows.",
        "Rename the table (ALTER TABLE ... RENAME TO), or copy its rows elsewhere and empty it; then plan and apply. A pipeline that reads incrementally does not bring old rows back.");

    public static Problem MappingTooLong(string pipeline, int bytes) => new(
        "RSI8007",
        string.Create(CultureInfo.InvariantCulture, $"The mapping of '{pipeline}' takes {bytes} bytes as JSON, and schema_versions holds 65535."),
        "Map fewer columns, or split the table into two pipelines.");

    public static Problem IsView(string name) => new(
        "RSI8008", $"{name} is a view; a pipeline loads tables.", "Choose another target, or drop the view.");

    public static Problem Refused(string kind, string name, string code, string reason) => new(
        "RSI8009", $"Redshift refused a statement for the {kind} {name}: {code} {reason}", "The plan's SQL (plan.ToSql()) shows the statement; make a new plan after the cause is gone.");

    public static Problem SharedColumn(string table, string column, string first, string second) => new(
        "RSI8010", $"Two pipelines write {table}.{column}: as {first} and as {second}.", "Give the column one type with .As(...) in both maps.");

    public static Problem OtherCursor(string pipeline, string was, string now) => new(
        "RSI8012",
        $"'{pipeline}' was read by the cursor {was} so far and is to be read by {now}: where the one has come to says nothing about the other, and rows would be passed over.",
        "Give the definition a new id with .Named(...): it then reads the table from its beginning, and the load leaves rows that are there already as they are.");

    public static Problem SharedDeletes(string table, string pipeline, string others) => new(
        "RSI8021",
        $"'{pipeline}' detects deletes in {table}, which {others} writes too: the other's rows are not in its source, and it would take them for deleted.",
        "Drop DetectingDeletes, or give each pipeline a table of its own.");

    public static Problem SharedStyle(string table, string first, string second) => new(
        "RSI8011", $"The pipelines '{first}' and '{second}' write {table} and state other keys or styles for it.", "State the same distribution, sort key and merge key in both definitions.");

    public static Problem NotWidened(string table, string column, string type, int bytes) => new(
        "RSI8020",
        string.Create(CultureInfo.InvariantCulture, $"The column '{column}' ({type}) of {table} can't be widened in place for a text of {bytes} bytes: Redshift changes the size of a VARCHAR alone, and not under a key or a default."),
        "Ask for a longer VARCHAR with As, then plan and apply, or give the column another overflow policy.");
}

namespace RedshiftIntegration.Errors;

/// <summary>The problems of expectations: in the definition (RSI107x), at the plan (RSI116x) and in a run (RSI7010).</summary>
internal static class ExpectationProblems
{
    public const string NotMet = "RSI7010";

    public static Problem Unusable(string expectation, string fault) => new(
        "RSI1070", $"The expectation '{expectation}' {fault}.", "Correct it in Expecting.");

    public static Problem BadPattern(string column, string pattern, string fault) => new(
        "RSI1071", $"The pattern '{pattern}' for '{column}' {fault}.", "Write a POSIX pattern as Redshift's operator ~ takes it.");

    public static Problem UnknownColumn(string expectation, string column, string near) => new(
        "RSI1072", $"The expectation '{expectation}' names '{column}', which is no column of the target{near}.", "Name a target column of the map.");

    public static Problem ColumnType(string expectation, string column, RedshiftType type, string takes) => new(
        "RSI1160", $"The expectation '{expectation}' needs {takes}, and '{column}' is {type}.", "Name a column of such a type.");

    public static Problem NoCursorColumn(string expectation, string cursor) => new(
        "RSI1161", $"The expectation '{expectation}' needs the cursor '{cursor}' as a time in the target, which does not hold it as it is.", "Map the cursor as DATE, TIMESTAMP or TIMESTAMPTZ without transforms, or drop FreshWithin.");

    public static Problem Violated(string table, string expectation) => new(
        NotMet, $"{table} would not be as expected after the run: {expectation} does not hold.", "Nothing was loaded. Look for such rows in the source, or change the expectation.");
}

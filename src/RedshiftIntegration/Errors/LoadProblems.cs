using System.Globalization;

namespace RedshiftIntegration.Errors;

/// <summary>The problems of a load (RSI40xx): what is wrong, where, and what to do.</summary>
internal static class LoadProblems
{
    public const string CopyRefused = "RSI4001";
    public const string CountMismatch = "RSI4002";
    public const string AmbiguousRows = "RSI4003";
    public const string NullKey = "RSI4004";
    public const string EmptyReplace = "RSI4005";
    public const string DiskFull = "RSI4006";
    public const string PermissionDenied = "RSI4007";
    public const string ConnectionFailed = "RSI4008";
    public const string Serialisation = "RSI4009";
    public const string OutcomeUnknown = "RSI4010";
    public const string KeysFold = "RSI4011";
    public const string NullInColumn = "RSI4012";
    public const string ValueRefused = "RSI4013";
    public const string TimeBudget = "RSI4014";
    public const string StatementRefused = "RSI4015";
    public const string ObjectMissing = "RSI4016";
    public const string BadAddress = "RSI4017";
    public const string ConnectionLost = "RSI4018";

    public const string TooManyDeletes = "RSI4030";
    public const string KeyCountMismatch = "RSI4031";

    /// <summary>No problem: the runner starts over. What the compare step asserts.</summary>
    public const string Superseded = "superseded";

    public static Problem Copy(string table, string reason) => new(
        CopyRefused, $"COPY into the stage of {table} was refused: {reason}", "If it names a column, map it to a type that holds its values; if a file, check that the copy role may read the staging location.");

    public static Problem Count(string table, long rows) => new(
        CountMismatch,
        string.Create(CultureInfo.InvariantCulture, $"The stage of {table} holds another number of rows than the {rows} of the manifest."),
        "Nothing was loaded. Run again; if it stays, someone else writes to the staging location: give this library a prefix of its own.");

    public static Problem Ambiguous(string table, string keys) => new(
        AmbiguousRows, $"The source has different rows of one key of {table}{keys}, and nothing says which is the newer.", "Make the merge key unique in the source, or order the versions of a row with IncrementalBy.");

    public static Problem NullInKey(string table, string columns) => new(
        NullKey, $"The source has rows whose key of {table} ({columns}) is NULL.", "Leave them out with Where, or merge on columns that are never NULL.");

    public static Problem Empty(string table) => new(
        EmptyReplace, $"The source has no row, and {table} is replaced: the run would empty it.", "If that is right, add .AllowingEmpty() to the target; else look at the source.");

    public static Problem Disk(string where) => new(
        DiskFull, $"Redshift has no disk space left ({where}).", "Free space or add nodes; nothing of the run is in the target, so it can be run again.");

    public static Problem Permission(string where, string reason) => new(
        PermissionDenied, $"The Redshift user may not do this ({where}): {reason}", "Grant it USAGE and CREATE on the schemas and SELECT, INSERT, UPDATE, DELETE on their tables; COPY also needs the right to assume the role.");

    public static Problem Connection(string target, string reason) => new(
        ConnectionFailed, $"Redshift ({target}) can't be reached: {reason}", "Check host, port, database, user, password and TLS of the connection string, and the security group.");

    public static Problem Conflict(string table, int attempts) => new(
        Serialisation,
        string.Create(CultureInfo.InvariantCulture, $"{table} was written by someone else while the load ran (error 1023 or a deadlock), {attempts} times in a row."),
        "Run again later, and keep other jobs from writing this table while it is loaded.");

    public static Problem Unknown(string table, string runId) => new(
        OutcomeUnknown,
        $"The connection broke while run {runId} was committed into {table}, and Redshift could not be asked for the outcome.",
        "Run again: the next run sees whether this one has committed and goes on from there.");

    public static Problem Folded(string table, string columns) => new(
        KeysFold, $"Two keys of the source ({columns}) differ in trailing blanks alone, or in those from the row in {table}; Redshift takes them for one.", "Map the key through Transform.Trim if they mean the same, or merge on another column.");

    public static Problem Null(string table, string reason) => new(
        NullInColumn, $"A NULL can't go into {table}: {reason}", "Make the column nullable (plan and apply will say how), or leave such rows out with Where.");

    public static Problem Value(string table, string step, string reason) => new(
        ValueRefused, $"A value can't become the type of its column in {table} (step {step}): {reason}", "Map the column to a type that holds its values with .As(...).");

    public static Problem Budget(string table, string step) => new(
        TimeBudget, $"The time budget of the run ended at step {step} of the load into {table}.", "Nothing was loaded. Give RunOptions.TimeBudget more time, or look for what holds the table's gate.");

    public static Problem Statement(string where, string code, string reason) => new(
        StatementRefused, $"Redshift refused a statement ({where}): {code} {reason}", "If the table was altered by hand, plan and apply will show the difference.");

    public static Problem Missing(string where, string reason) => new(
        ObjectMissing, $"An object that is needed is not there ({where}): {reason}", "Plan and apply first.");

    public static Problem Address(string reason) => new(
        BadAddress, reason, "Choose a staging location and a pipeline id of plain letters, digits and - _ . / alone.");

    public static Problem Deletes(string table, long deleted, long rows, Deletes deletes) => new(
        TooManyDeletes,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{deleted} of the {rows} rows of {table} would be {(deletes.MarkColumn is { } column ? $"marked in {column}" : "removed")} because the source has them no longer, and the definition allows {deletes.Limit} percent."),
        "Nothing was loaded. Look whether the source was emptied, restored or filtered, and whether the connection names the right database; if the rows are gone for good, raise .AtMost(...), run, and lower it again.");

    public static Problem KeyCount(string table, long keys) => new(
        KeyCountMismatch,
        string.Create(CultureInfo.InvariantCulture, $"The stage of keys of {table} holds another number of rows than the {keys} of its manifest."),
        "Nothing was loaded or deleted. Run again; if it stays, someone else writes to the staging location: give this library a prefix of its own.");

    public static Problem Lost(string table, string step) => new(
        ConnectionLost, $"The connection to Redshift broke at step {step} of the load into {table}.", "Nothing of the run is in the target; run again.");
}

using System.Globalization;

namespace RedshiftIntegration.Errors;

/// <summary>The problems between a definition and its source's catalogue (RSI11xx).</summary>
internal static class MappingProblems
{
    public static Problem NoSuchColumn(string what, string name, string table, string near) => new(
        "RSI1101", $"{what} '{name}' is no column of {table}{near}.", "Correct the name, or mark the property with [Column(\"...\")]; what is no column is left out by .Ignore(...).");

    public static Problem Ambiguous(string what, string name, string table, IEnumerable<string> columns) => new(
        "RSI1102", $"{what} '{name}' may be each of the columns {string.Join(", ", columns.Select(c => $"'{c}'"))} of {table}.", "Mark the property with [Column(\"...\")], or use .Column(\"...\", ...) with the exact name.");

    public static Problem TargetTwice(string column, string first, string second) => new(
        "RSI1103", $"The source columns '{first}' and '{second}' both become '{column}'.", $"Name a target column for one of them: .Column(\"{second}\", \"...\").");

    public static Problem NoKey(string table) => new(
        "RSI1104", $"{table} has no primary key that can serve as merge key, and the target states no load mode.", "State the key with .MergedOn(...), or load with .Replaced().");

    public static Problem KeyColumnNotMapped(string table, string column) => new(
        "RSI1105", $"The column '{column}' of the primary key of {table} is not mapped as it is, so rows can't be told apart.", "Map it without a transform other than a hash, or state another key with .MergedOn(...).");

    public static Problem AppendWithoutCursor() => new(
        "RSI1106", "The target is appended and the source has no cursor: each run would add all rows again.", "Add IncrementalBy(...), or load with .Replaced() or .MergedOn(...).");

    public static Problem AppendWithoutKey(string table) => new(
        "RSI1107", $"The target is appended and {table} has no primary key that is mapped: a row that commits late, or a run that is repeated, could not be told from a new row.", "Map the primary key, or load with .MergedOn(...).");

    public static Problem CursorNullable(string column) => new(
        "RSI1108", $"The cursor '{column}' may be NULL: such rows would never be read.", $"Make the column NOT NULL, say that such rows stay out with .WhereSql(\"{column} IS NOT NULL\"), or choose another cursor.");

    public static Problem CursorType(string column, string nativeType) => new(
        "RSI1109", $"The cursor '{column}' has the type {nativeType}; a cursor is a time, a date or a whole number.", "Choose another cursor, or load with .Replaced().");

    public static Problem LagType(string column, RedshiftType type, string fits) => new(
        "RSI1110", $"The lag of the cursor '{column}' does not fit its type {type}.", $"Give the lag as {fits}.");

    public static Problem KeyColumnUnknown(string what, string column, string near) => new(
        "RSI1111", $"The {what} '{column}' is no column of the target{near}.", "Name a target column of the map.");

    public static Problem TooManyColumns(int count) => new(
        "RSI1112", string.Create(CultureInfo.InvariantCulture, $"The target would have {count} columns, Redshift allows 1600."), "Leave columns out with .Ignore(...), or split the table.");

    public static Problem BadConventionName(string sourceColumn, string targetColumn, string fault) => new(
        "RSI1113", $"The source column '{sourceColumn}' would become '{targetColumn}', which {fault}.", $"Name a target column: .Column(\"{sourceColumn}\", \"...\").");

    public static Problem IgnoredUnknown(string name, string table, string near) => new(
        "RSI1114", $"Ignore names '{name}', which is no column of {table}{near}.", "Correct the name, or drop it.");

    public static Problem NoColumns(string table) => new(
        "RSI1115", $"{table} gives the map no column.", "Name columns, or ignore fewer.");

    public static Problem OverflowMisfit(string column, OverflowPolicy policy, string reason) => new(
        "RSI1116", $"The column '{column}' can't have the overflow policy '{policy}': {reason}.", "Choose OverflowPolicy.Refuse or OverflowPolicy.Quarantine for it.");

    public static Problem BadStored(string fault) => new(
        "RSI1150", $"The mapping that apply stored can't be read: {fault}.", "Plan and apply with this version of the library.");
}

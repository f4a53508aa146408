using System.Globalization;

namespace RedshiftIntegration.Errors;

/// <summary>
/// The problems of a definition that are found without I/O (RSI10xx). The catalogue has one static class per area:
/// a method per id that words what is wrong, where, and what to do; each id has a page docs/errors/RSI####.md.
/// </summary>
internal static class DefinitionProblems
{
    public static Problem EmptyMap() => new(
        "RSI1001", "The map names no column.", "Name columns with Field or Column, or add .Rest(); MapFields() without an argument takes all.");

    public static Problem NoPlainProperty(string call, string selector) => new(
        "RSI1002", $"{call}: '{selector}' is no plain property.", "Use o => o.Property; what is to be computed is a Transform.");

    public static Problem LeftOut(string row, string property) => new(
        "RSI1003", $"The map says nothing of {row}.{property}.", $"Map it with .Field(o => o.{property}), leave it out with .Ignore(o => o.{property}), or take all others with .Rest().");

    public static Problem MappedAndIgnored(string name) => new(
        "RSI1004", $"'{name}' is mapped and ignored.", "Take it out of Ignore, or drop its line.");

    public static Problem TargetColumnTwice(string column, string sources) => new(
        "RSI1005", $"The target column '{column}' gets its value from {sources}.", "Give each line a target column of its own; Redshift folds names to lower case.");

    public static Problem BadName(string what, string name, string fault) => new(
        "RSI1006", $"The {what} '{Printable(name)}' {fault}.", "Give it a name of 1 to 127 bytes of UTF-8 without control characters.");

    public static Problem NoSchema(string table) => new(
        "RSI1007", $"The target '{Printable(table)}' names no schema.", "Write RedshiftTable.Named(\"schema.table\").");

    public static Problem KeyNotMapped(string what, string column, string near) => new(
        "RSI1008", $"The {what} '{column}' is no column of the map{near}.", "Map it, or name a target column of the map.");

    public static Problem KeyTwice(string what, string column) => new(
        "RSI1009", $"The {what} names '{column}' twice.", "Name each column once.");

    public static Problem TooManySortKeys(int count) => new(
        "RSI1010", string.Create(CultureInfo.InvariantCulture, $"The sort key has {count} columns, Redshift allows 400."), "Name fewer columns; the first few decide.");

    public static Problem KeyType(string what, string column, RedshiftType type) => new(
        "RSI1011", $"The {what} '{column}' is {type}, which Redshift does not take as such a key.", "Choose a column of another type.");

    public static Problem IncrementalReplace(string cursor) => new(
        "RSI1012", $"The source is read incrementally by '{cursor}', and the target is replaced: each run would delete all rows and insert the new ones alone.", "Drop IncrementalBy, or load with .MergedOn(...) or .Appended().");

    public static Problem NegativeLag(string cursor) => new(
        "RSI1013", $"The lag of the cursor '{cursor}' is negative.", "Say how far the lower bound reaches back, as zero or more.");

    public static Problem AppendWithLag(string cursor) => new(
        "RSI1014", $"The target is appended and the cursor '{cursor}' has a lag: rows of the overlap would come twice.", "Drop the lag, or load with .MergedOn(...), which absorbs the overlap.");

    public static Problem MergeWithoutKey() => new(
        "RSI1015", "MergedOn names no column.", "Name the target columns of the key, or drop MergedOn: the source's primary key is the default.");

    public static Problem KeyIsConstant(string column) => new(
        "RSI1016", $"The merge key '{column}' holds a constant, which tells no rows apart.", "Name a column that is read from the source, beside it or instead.");

    public static Problem BadTransform(string field, Transform transform, string fault, string remedy) => new(
        "RSI1020", $"'{field}' goes through {transform}, {fault}.", remedy);

    public static Problem TransformInputType(string field, Transform transform, RedshiftType input, string takes) => new(
        "RSI1021", $"'{field}' goes through {transform}, which takes {takes}, and is {input} there.", "Drop the transform, or read the column as text with .As(RedshiftType.Varchar(n)).");

    public static Problem TransformResultType(string field, RedshiftType result, RedshiftType asked) => new(
        "RSI1022", $"'{field}' is {result} after its transforms and can't become {asked}.", $"Drop .As, or ask for {result}.");

    public static Problem NotForComputed(string column, Transform transform) => new(
        "RSI1023", $"The computed column '{column}' is made by {transform}, which needs a value to work on.", "Use Transform.Constant or Transform.Concat; a column that is read takes other transforms by Through.");

    public static Problem OnlyForComputed(string field, Transform transform) => new(
        "RSI1024", $"'{field}' goes through {transform}, which makes a value of its own.", "Use it in .Computed(column, ...).");

    public static Problem RawSql(string what, string fault) => new(
        "RSI1030", $"{what} {fault}.", "Give one plain piece of SQL: balanced quotes and parentheses, no semicolon, no comment.");

    public static Problem HoleType(int hole, string type) => new(
        "RSI1031", string.Create(CultureInfo.InvariantCulture, $"The hole {{{hole}}} of Where has a value of type {type}, which is no parameter type."), "Use null, bool, an integer, decimal, double, string, DateTime, DateTimeOffset, DateOnly, Guid or byte[].");

    public static Problem NoSelect(string name) => new(
        "RSI1032", $"The query '{name}' does not begin with SELECT or WITH.", "Give one SELECT statement.");

    public static Problem BadWhere(string fault) => new(
        "RSI1033", $"The text of Where {fault}.", "Write Where($\"column = {value}\"): text with holes, balanced in quotes and parentheses, without semicolon and comment.");

    public static Problem BadId(string id, string fault) => new(
        "RSI1040", $"The pipeline id '{Printable(id)}' {fault}.", "Use 1 to 127 bytes of UTF-8 without control characters, '/' and '\\'.");

    public static Problem BadJson(string fault) => new(
        "RSI1050", $"The text is no definition: {fault}.", "Give FromJson what ToJson wrote.");

    public static Problem UnknownFormat(string format) => new(
        "RSI1051", $"The definition has the format '{format}', this version of the library knows 1.", "Update the library, or write the definition with this version.");

    public static Problem DeletesReplaced(string table) => new(
        "RSI1060", $"{table} is replaced by each run, and the definition detects deletes: a replace leaves no deleted row behind.", "Drop DetectingDeletes, or load with .MergedOn(...).");

    public static Problem MarkMapped(string column) => new(
        "RSI1061", $"Deleted rows are to be marked in '{column}', which a column of the source fills.", "Name another column in Deletes.Mark, or give the source's column another name; a column in which the source itself flags deletes belongs into DeletedWhere.");

    public static Problem DeletedWhereAlone(string source) => new(
        "RSI1062", $"{source} says by DeletedWhere which rows are deleted, and the definition does not say what becomes of them.", "Add .DetectingDeletes(Deletes.Remove) or .DetectingDeletes(Deletes.Mark(\"deleted_at\")) to the definition.");

    private static string Printable(string name) =>
        string.Concat((name.Length > 140 ? string.Concat(name.AsSpan(0, 140), "...") : name).Select(c => char.IsControl(c) ? '?' : c));
}

using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.Database;

/// <summary>What a source type is at heart, and with it what it can become without a silent loss; a value that does not fit is still refused when it comes.</summary>
internal enum TypeFamily
{
    Integer, Decimal, Real, Double, Text, Json, Binary, Boolean, Date, Timestamp, Time, Unknown,
}

internal static class TypeFamilies
{
    private const string TooLong = "longer than the length asked for";

    /// <summary>The default included. All are exact: a value that does not fit is refused with its key, never changed.</summary>
    public static IReadOnlyDictionary<TypeFamily, TypeAlternative[]> Alternatives { get; } = new Dictionary<TypeFamily, TypeAlternative[]>
    {
        [TypeFamily.Integer] = [.. Numbers("the number", "beyond its range"), new(RedshiftTypeKind.Boolean, "0 and 1", "every other number"), .. Text("its digits")],
        [TypeFamily.Decimal] = [.. Numbers("the number", "beyond its range, or with more digits after the point"), .. Text("its digits")],
        [TypeFamily.Real] =
        [
            new(RedshiftTypeKind.Real, "the same bits", "NaN and infinity"), new(RedshiftTypeKind.DoublePrecision, "the same number, exactly", "NaN and infinity"),
            new(RedshiftTypeKind.Decimal, "the number as it is printed", "every other number"), .. Text("its text as the database prints it"),
        ],
        [TypeFamily.Double] =
        [
            new(RedshiftTypeKind.DoublePrecision, "the same bits", "NaN and infinity"), new(RedshiftTypeKind.Decimal, "the number as it is printed", "every other number"),
            .. Text("its text as the database prints it"),
        ],
        [TypeFamily.Text] = Spelled("the text in UTF-8"),
        [TypeFamily.Json] = [new(RedshiftTypeKind.Super, "the value that the text says", "what is no JSON, and more than 65535 bytes"), .. Text("the text in UTF-8")],
        [TypeFamily.Binary] = [new(RedshiftTypeKind.Varbyte, "the bytes", TooLong), .. Text("hex digits in lower case")],
        [TypeFamily.Boolean] =
        [
            new(RedshiftTypeKind.Boolean, "true and false"), .. Numbers("1 and 0", null).Where(a => a.Kind != RedshiftTypeKind.Decimal), .. Text("`1` and `0`"),
        ],
        [TypeFamily.Date] = [new(RedshiftTypeKind.Date, "the day", "years before 1 and after 9999"), new(RedshiftTypeKind.Timestamp, "its midnight", "years before 1 and after 9999"), .. Text("`yyyy-MM-dd`")],
        [TypeFamily.Timestamp] =
        [
            new(RedshiftTypeKind.Timestamp, "date and time, in UTC where the source knows it", "years before 1 and after 9999"),
            new(RedshiftTypeKind.TimestampTz, "the time read as UTC", "years before 1 and after 9999"), .. Text("`yyyy-MM-dd HH:mm:ss.ffffff`"),
        ],
        [TypeFamily.Time] = [new(RedshiftTypeKind.Time, "the time of day", "24:00:00"), new(RedshiftTypeKind.BigInt, "microseconds since midnight"), .. Text("`HH:mm:ss.ffffff`")],
        [TypeFamily.Unknown] = Spelled("the value as text"),
    };

    public static bool CanBecome(this TypeFamily family, RedshiftTypeKind kind) => Array.Exists(Alternatives[family], a => a.Kind == kind);

    /// <summary>Texts can become whatever they spell; each value is checked.</summary>
    public static ColumnResolution Asked(SourceColumn column, TypeFamily family, RedshiftType asked) => family.CanBecome(asked.Kind)
        ? new() { Type = asked, Why = $"asked for; {Native(column)} in the source" }
        : new() { Problem = SourceProblems.NotCarried(column.Name, Native(column), asked, "Leave As out for the default type, ask for VARCHAR, or cast it in a DatabaseQuery.") };

    /// <summary>DECIMAL as Redshift should hold it: DECIMAL(19,s) is kept in 8 bytes there and overflows (AWS: r_Numeric_types201), so it becomes DECIMAL(20,s).</summary>
    public static RedshiftType Decimal(int precision, int scale) => RedshiftType.Decimal(precision == 19 ? 20 : precision, scale);

    private static string Native(SourceColumn column) => column.NativeType.Length == 0 ? "without a declared type" : column.NativeType;

    /// <summary>What a text spells: each value is checked.</summary>
    private static TypeAlternative[] Spelled(string carries) =>
    [
        .. Text(carries),
        .. Enum.GetValues<RedshiftTypeKind>().Where(k => k is not (RedshiftTypeKind.Varchar or RedshiftTypeKind.Char)).Select(k => new TypeAlternative(k, "what the text spells", "every other text")),
    ];

    private static TypeAlternative[] Text(string carries) =>
        [new(RedshiftTypeKind.Varchar, carries, TooLong), new(RedshiftTypeKind.Char, $"{carries}, in ASCII and padded with blanks", $"other characters, and {TooLong}")];

    private static TypeAlternative[] Numbers(string carries, string? refuses) =>
        [new(RedshiftTypeKind.SmallInt, carries, refuses), new(RedshiftTypeKind.Integer, carries, refuses), new(RedshiftTypeKind.BigInt, carries, refuses), new(RedshiftTypeKind.Decimal, carries, refuses)];
}

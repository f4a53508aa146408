using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>
/// What the rows of <see cref="MySqlTypeMap"/> may become, their defaults included. All are exact: a value that does not fit is refused with its key,
/// never changed.
/// </summary>
internal static class MySqlAlternatives
{
    private const string TooLong = "longer than the length asked for";

    private static readonly TypeAlternative Flag = new(RedshiftTypeKind.Boolean, "0 and 1", "every other number");

    /// <summary>64 bits do not fit the 53 of a DOUBLE PRECISION.</summary>
    public static readonly TypeAlternative[] WideIntegers = [.. Whole(bytes: 8), Flag, .. Text("its digits")];

    public static readonly TypeAlternative[] Year = [.. Whole(bytes: 1), .. Text("its digits, 0 for 0000")];

    public static readonly TypeAlternative[] Decimals =
    [
        .. Numbers("the number", "with digits other than 0 after the point, or beyond its range", "with more digits than it has before or after the point"),
        .. Text("its digits, as many after the point as the column has"),
    ];

    public static readonly TypeAlternative[] Float =
        [new(RedshiftTypeKind.Real, "the same bits"), new(RedshiftTypeKind.DoublePrecision, "the same number, exactly"), .. Text("the shortest text that gives the same FLOAT")];

    public static readonly TypeAlternative[] Double = [new(RedshiftTypeKind.DoublePrecision, "the same bits"), .. Text("its text as the server prints it")];

    public static readonly TypeAlternative[] Date =
        [new(RedshiftTypeKind.Date, "the day"), new(RedshiftTypeKind.Timestamp, "its midnight"), .. Text("`yyyy-MM-dd`; also a zero date, as it stands")];

    public static readonly TypeAlternative[] DateTime = Times("the time read as UTC");

    public static readonly TypeAlternative[] Moment = Times("the same moment");

    public static readonly TypeAlternative[] Time =
    [
        new(RedshiftTypeKind.BigInt, "microseconds, negative ones too"), new(RedshiftTypeKind.Time, "a time of day", "below 0 and from 24:00:00 on"),
        .. Text("`[-]HH:mm:ss.ffffff`"),
    ];

    public static readonly TypeAlternative[] Texts =
    [
        .. Characters,
        .. Numbers("a number in digits", "every other text, and beyond its range", "every other text, and more digits than it has"),
        new(RedshiftTypeKind.Boolean, "`0`, `1`, `t`, `f`, `true`, `false`", "every other text"),
        new(RedshiftTypeKind.DoublePrecision, "a finite number, rounded as a literal is", "every other text"),
        new(RedshiftTypeKind.Date, "`yyyy-MM-dd`", "every other text, and what is no day of the calendar"),
        new(RedshiftTypeKind.Timestamp, "`yyyy-MM-dd HH:mm:ss[.ffffff]`, also with `T`", "every other text, and what is no day of the calendar"),
        new(RedshiftTypeKind.Super, "JSON", "every other text"),
        Utf8,
    ];

    public static readonly TypeAlternative[] Enum =
    [
        .. Characters,
        .. Numbers("a label in digits", "every other label, and beyond its range", "every other label, and more digits than it has"),
        new(RedshiftTypeKind.Boolean, "the labels `0`, `1`, `t`, `f`, `true`, `false`", "every other label"),
    ];

    public static readonly TypeAlternative[] Set = [.. Characters];

    public static readonly TypeAlternative[] Json = [new(RedshiftTypeKind.Super, "the value that the text says", "what is no JSON"), .. Characters, Utf8];

    public static readonly TypeAlternative[] Spelled = [.. Text("its text as the server prints it")];

    public static readonly TypeAlternative[] Binary = [new(RedshiftTypeKind.Varbyte, "the bytes", TooLong), .. Text("hex digits in lower case")];

    public static readonly TypeAlternative[] Geometry = [new(RedshiftTypeKind.Varbyte, "well-known binary (WKB)", TooLong), .. Text("well-known binary (WKB) as hex digits in lower case")];

    /// <summary>TINYINT to INT, with and without sign.</summary>
    public static TypeAlternative[] Integers(int bytes) => [.. Whole(bytes), Flag, new(RedshiftTypeKind.DoublePrecision, "the number, exactly"), .. Text("its digits")];

    /// <param name="bytes">How many the source's type has; without a sign it needs one bit more.</param>
    private static TypeAlternative[] Whole(int bytes) =>
    [
        .. Numbers("the number", "beyond its range", "with more digits than it has").Select(a => a.Kind switch
        {
            RedshiftTypeKind.SmallInt when bytes < 2 => a with { Refuses = null },
            RedshiftTypeKind.Integer when bytes < 4 => a with { Refuses = null },
            RedshiftTypeKind.BigInt when bytes < 8 => a with { Refuses = null },
            _ => a,
        }),
    ];

    private static TypeAlternative[] Characters =>
    [
        new(RedshiftTypeKind.Varchar, "the text in UTF-8", $"a zero byte, and {TooLong} in bytes"),
        new(RedshiftTypeKind.Char, "ASCII text, padded with blanks", $"a zero byte, a character that is not ASCII, and {TooLong}"),
    ];

    /// <summary>Redshift's text takes no zero byte, VARBYTE does.</summary>
    private static TypeAlternative Utf8 => new(RedshiftTypeKind.Varbyte, "the text's bytes in UTF-8, zero bytes too", TooLong);

    private static TypeAlternative[] Text(string carries) => [new(RedshiftTypeKind.Varchar, carries, TooLong), new(RedshiftTypeKind.Char, $"{carries}, padded with blanks", TooLong)];

    private static TypeAlternative[] Numbers(string carries, string refuses, string decimalRefuses) =>
    [
        new(RedshiftTypeKind.SmallInt, carries, refuses), new(RedshiftTypeKind.Integer, carries, refuses), new(RedshiftTypeKind.BigInt, carries, refuses),
        new(RedshiftTypeKind.Decimal, carries, decimalRefuses),
    ];

    private static TypeAlternative[] Times(string asMoment) =>
    [
        new(RedshiftTypeKind.Timestamp, "date and time"), new(RedshiftTypeKind.TimestampTz, asMoment),
        new(RedshiftTypeKind.Date, "the day of a midnight", "every other time of day"),
        .. Text("`yyyy-MM-dd HH:mm:ss.ffffff`; also a zero date, as it stands"),
    ];
}

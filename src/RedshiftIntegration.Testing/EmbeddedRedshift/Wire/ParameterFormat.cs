using System.Buffers;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Reads the values of a Bind message into the CLR forms that <see cref="SqlType"/> names.</summary>
internal static class ParameterFormat
{
    private const DateTimeStyles ToUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const int LongestScale = 37;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly string[] MomentForms =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];

    private static readonly string[] ZonedForms =
        [.. MomentForms, "yyyy-MM-dd zz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    public static object Read(ReadOnlySpan<byte> bytes, bool binary, SqlType type) =>
        binary ? ReadBinary(bytes, type) : ReadText(BodyReader.Text(bytes), type);

    /// <summary>
    /// A NUMERIC parameter is declared without precision. Where its value doesn't fit the type that stands for it, this is the one that holds it.
    /// </summary>
    public static SqlType? Widened(object? value, SqlType declared)
    {
        if (declared.Kind != SqlTypeKind.Decimal || value is not string text)
        {
            return null;
        }

        int point = text.IndexOf('.', StringComparison.Ordinal);
        int scale = point < 0 ? 0 : text.Length - point - 1;
        int whole = (point < 0 ? text : text[..point]).AsSpan().TrimStart("+-0").Length;
        return scale <= declared.Scale && whole <= declared.Precision - declared.Scale ? null : declared with { Scale = Math.Min(scale, LongestScale) };
    }

    private static object ReadBinary(ReadOnlySpan<byte> bytes, SqlType type)
    {
        BodyReader body = new(bytes);
        object value = type.Kind switch
        {
            SqlTypeKind.Boolean => body.Byte() != 0,
            SqlTypeKind.SmallInt => body.Int16(),
            SqlTypeKind.Integer => body.Int32(),
            SqlTypeKind.BigInt => Int64(ref body),
            SqlTypeKind.Oid => unchecked((uint)body.Int32()),
            SqlTypeKind.Real => BitConverter.Int32BitsToSingle(body.Int32()),
            SqlTypeKind.Double => BitConverter.Int64BitsToDouble(Int64(ref body)),
            SqlTypeKind.Decimal => BinaryNumeric.Read(ref body),
            SqlTypeKind.Date => BinaryFormat.ReadDate(body.Int32()),
            SqlTypeKind.Time => BinaryFormat.ReadTime(Int64(ref body)),
            SqlTypeKind.Timestamp => BinaryFormat.ReadMoment(Int64(ref body), DateTimeKind.Unspecified),
            SqlTypeKind.TimestampTz => BinaryFormat.ReadMoment(Int64(ref body), DateTimeKind.Utc),
            SqlTypeKind.Varbyte => body.Bytes(body.Remaining).ToArray(),
            SqlTypeKind.TimeTz => throw SqlError.NotSupported("a binary parameter of type TIMETZ"),
            _ => BodyReader.Text(body.Bytes(body.Remaining)),
        };
        return body.Remaining == 0 ? value : throw new SqlError("22P03", $"incorrect binary data format of a {type.Kind} parameter");
    }

    private static object ReadText(string text, SqlType type) => type.Kind switch
    {
        SqlTypeKind.Boolean => Boolean(text),
        SqlTypeKind.SmallInt => short.TryParse(text, CultureInfo.InvariantCulture, out short s) ? s : throw Invalid("smallint", text),
        SqlTypeKind.Integer => int.TryParse(text, CultureInfo.InvariantCulture, out int i) ? i : throw Invalid("integer", text),
        SqlTypeKind.BigInt => long.TryParse(text, CultureInfo.InvariantCulture, out long l) ? l : throw Invalid("bigint", text),
        SqlTypeKind.Oid => uint.TryParse(text, CultureInfo.InvariantCulture, out uint o) ? o : throw Invalid("oid", text),
        SqlTypeKind.Real => float.TryParse(text, CultureInfo.InvariantCulture, out float f) ? f : throw Invalid("real", text),
        SqlTypeKind.Double => double.TryParse(text, CultureInfo.InvariantCulture, out double d) ? d : throw Invalid("double precision", text),
        SqlTypeKind.Decimal => Decimal(text),
        SqlTypeKind.Date => DateOnly.FromDateTime(WithoutZone(text, "date")),
        SqlTypeKind.Time => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out TimeOnly time) ? time : throw Invalid("time", text),
        SqlTypeKind.Timestamp => WithoutZone(text, "timestamp"),
        SqlTypeKind.TimestampTz => Moment(text, ZonedForms, ToUtc, "timestamp with time zone"),
        SqlTypeKind.Varbyte => Hex(text),
        _ => text,
    };

    private static bool Boolean(string text) => text.Trim().ToLowerInvariant() switch
    {
        "t" or "true" or "y" or "yes" or "on" or "1" => true,
        "f" or "false" or "n" or "no" or "off" or "0" => false,
        _ => throw Invalid("boolean", text),
    };

    private static string Decimal(string text)
    {
        string trimmed = text.Trim();
        ReadOnlySpan<char> digits = trimmed.AsSpan().TrimStart("+-");
        bool wellFormed = trimmed.Length - digits.Length <= 1 && digits.ContainsAnyInRange('0', '9')
            && !digits.ContainsAnyExcept(NumberCharacters) && digits.Count('.') <= 1;
        return wellFormed ? trimmed.TrimStart('+') : throw Invalid("numeric", text);
    }

    private static DateTime Moment(string text, string[] forms, DateTimeStyles styles, string type) =>
        DateTime.TryParseExact(text.Trim(), forms, CultureInfo.InvariantCulture, styles, out DateTime moment) ? moment : throw Invalid(type, text);

    /// <summary>A zone is read and ignored, as in a literal: pgjdbc writes one because it leaves the parameter's type open.</summary>
    private static DateTime WithoutZone(string text, string type) =>
        DateTimeOffset.TryParseExact(text.Trim(), ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment.DateTime
            : throw Invalid(type, text);

    private static byte[] Hex(string text)
    {
        string digits = text.StartsWith("\\x", StringComparison.Ordinal) ? text[2..] : text;
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : throw Invalid("varbyte", text);
    }

    private static long Int64(ref BodyReader body) => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(body.Bytes(8));

    private static SqlError Invalid(string type, string text) => new("22P02", $"invalid input syntax for type {type}: \"{text}\"");
}

using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

/// <summary>What transforms make of a type.</summary>
internal static class TransformTypes
{
    private const int HexDigitsOfHash = 64;
    private const int BytesPerCharacter = 4;

    public static bool IsText(RedshiftType type) => type.Kind is RedshiftTypeKind.Varchar or RedshiftTypeKind.Char;

    /// <summary>The type after <paramref name="transforms"/>, or the first problem.</summary>
    /// <param name="field">The field as the definition names it, for the problem.</param>
    public static (RedshiftType? Type, Problem? Problem) ResultOf(string field, RedshiftType input, EquatableList<Transform> transforms)
    {
        RedshiftType type = input;
        foreach (Transform transform in transforms)
        {
            if (TakesInstead(transform, type) is { } takes)
            {
                return (null, DefinitionProblems.TransformInputType(field, transform, type, takes));
            }

            type = Result(transform, type);
        }

        return (type, null);
    }

    /// <summary>The most bytes that the canonical text of a type can have; null where it has none.</summary>
    public static int? TextWidth(RedshiftType type) => type.Kind switch
    {
        RedshiftTypeKind.SmallInt => 6,
        RedshiftTypeKind.Integer => 11,
        RedshiftTypeKind.BigInt => 20,
        RedshiftTypeKind.Boolean => 1,
        // Sign, point, and the zero before the point.
        RedshiftTypeKind.Decimal => type.Precision + 3,
        RedshiftTypeKind.Date => 10,
        RedshiftTypeKind.Time => 15,
        RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz => 26,
        RedshiftTypeKind.Char or RedshiftTypeKind.Varchar => type.Length,
        RedshiftTypeKind.Varbyte => type.Length * 2,
        _ => null,
    };

    /// <summary>The type of a computed column.</summary>
    public static RedshiftType OfConstant(string? value) => RedshiftType.Varchar(Math.Max(1, Identifier.Bytes(value ?? string.Empty)));

    public static RedshiftType OfConcat(string separator, IReadOnlyCollection<int> widths)
    {
        long bytes = widths.Sum(w => (long)w) + ((widths.Count - 1L) * Identifier.Bytes(separator));
        return RedshiftType.Varchar((int)Math.Clamp(bytes, 1, RedshiftType.MaxVarcharBytes));
    }

    /// <summary>What a transform takes, where it is not this type.</summary>
    private static string? TakesInstead(Transform transform, RedshiftType type) => transform switch
    {
        TrimTransform or UpperTransform or LowerTransform or TruncateTransform or MaskTransform => IsText(type) ? null : "text",
        AtTimeZoneTransform => IsText(type) || type.Kind == RedshiftTypeKind.Timestamp ? null : "a TIMESTAMP or its text",
        // The text of a floating-point number and of JSON differs by engine, so no hash or comparison of it would be the same everywhere.
        Sha256Transform or NullIfTransform => TextWidth(type) is null ? "a type whose text is the same in every engine" : null,
        _ => null,
    };

    private static RedshiftType Result(Transform transform, RedshiftType type) => transform switch
    {
        Sha256Transform => RedshiftType.Varchar(HexDigitsOfHash),
        TruncateTransform truncate => Shorter(type, truncate.Characters),
        AtTimeZoneTransform => RedshiftType.Timestamp,
        _ => type,
    };

    private static RedshiftType Shorter(RedshiftType type, int characters)
    {
        int perCharacter = type.Kind == RedshiftTypeKind.Char ? 1 : BytesPerCharacter;
        int bytes = (int)Math.Min(type.Length, (long)characters * perCharacter);
        return type.Kind == RedshiftTypeKind.Char ? RedshiftType.Char(bytes) : RedshiftType.Varchar(bytes);
    }
}

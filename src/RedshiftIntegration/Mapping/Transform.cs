using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>What happens to a value between source and target: a closed set with one meaning in every engine.</summary>
/// <remarks>
/// A transform works on the value's canonical text (docs/transforms.md). NULL stays NULL.
/// Several transforms apply in the order in which <see cref="FieldMapping.Through"/> names them.
/// </remarks>
public abstract record Transform
{
    private protected Transform()
    {
    }

    /// <summary>Cuts blanks (0x20, no other white space) at both ends.</summary>
    public static Transform Trim { get; } = new TrimTransform();

    /// <summary>Turns the ASCII letters a to z into capitals; every other character stays.</summary>
    public static Transform Upper { get; } = new UpperTransform();

    /// <summary>Turns the ASCII letters A to Z into small ones; every other character stays.</summary>
    public static Transform Lower { get; } = new LowerTransform();

    /// <summary>SHA-256 of the UTF-8 bytes as 64 lower-case hex digits; HMAC-SHA-256 with the configured key on fields marked <c>.Pii()</c>.</summary>
    public static Transform Sha256 { get; } = new Sha256Transform();

    /// <summary>Keeps the first <paramref name="characters"/> characters (Unicode code points).</summary>
    /// <param name="characters">At least 1.</param>
    public static Transform Truncate(int characters) => new TruncateTransform(characters);

    /// <summary>Makes NULL of every value whose text is <paramref name="value"/>, byte for byte.</summary>
    public static Transform NullIf(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new NullIfTransform(value);
    }

    /// <summary>Replaces each character (code point) by <c>*</c>, but for the last <paramref name="keepLast"/>.</summary>
    /// <param name="keepLast">How many stay readable. Default: none.</param>
    public static Transform Mask(int keepLast = 0) => new MaskTransform(keepLast);

    /// <summary>Takes the value as local time of <paramref name="zone"/> and gives UTC.</summary>
    /// <param name="zone">An IANA name, for example <c>Europe/Zurich</c>.</param>
    /// <remarks>A time that the clock showed twice is the earlier instant; one that it skipped moves forward by the length of the gap.</remarks>
    public static Transform AtTimeZone(string zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new AtTimeZoneTransform(zone);
    }

    /// <summary>The same text in every row; for <see cref="FieldMap{TRow}.Computed"/>.</summary>
    /// <param name="value">The text, or null for NULL.</param>
    public static Transform Constant(string? value) => new ConstantTransform(value);

    /// <summary>The texts of <paramref name="sourceColumns"/> with <paramref name="separator"/> between them; NULL if one of them is NULL. For <see cref="FieldMap{TRow}.Computed"/>.</summary>
    public static Transform Concat(string separator, params string[] sourceColumns)
    {
        ArgumentNullException.ThrowIfNull(separator);
        ArgumentNullException.ThrowIfNull(sourceColumns);
        return new ConcatTransform(separator, EquatableList.From(sourceColumns));
    }
}

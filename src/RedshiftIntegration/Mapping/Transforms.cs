using System.Globalization;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

// The closed set behind Transform. Their ToString is what lineage, plans and drawings show.
internal sealed record TrimTransform : Transform
{
    public override string ToString() => "trim";
}

internal sealed record UpperTransform : Transform
{
    public override string ToString() => "upper";
}

internal sealed record LowerTransform : Transform
{
    public override string ToString() => "lower";
}

internal sealed record Sha256Transform : Transform
{
    public override string ToString() => "sha256";
}

internal sealed record TruncateTransform(int Characters) : Transform
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"truncate({Characters})");
}

internal sealed record NullIfTransform(string Value) : Transform
{
    public override string ToString() => $"null if '{Value}'";
}

internal sealed record MaskTransform(int KeepLast) : Transform
{
    public override string ToString() => KeepLast == 0 ? "mask" : string.Create(CultureInfo.InvariantCulture, $"mask(keep last {KeepLast})");
}

internal sealed record AtTimeZoneTransform(string Zone) : Transform
{
    public override string ToString() => $"{Zone} to UTC";
}

internal sealed record ConstantTransform(string? Value) : Transform
{
    public override string ToString() => Value is null ? "constant NULL" : $"constant '{Value}'";
}

internal sealed record ConcatTransform(string Separator, EquatableList<string> Columns) : Transform
{
    public override string ToString() => $"concat by '{Separator}'";
}

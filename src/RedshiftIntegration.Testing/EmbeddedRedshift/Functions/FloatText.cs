using System.Globalization;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Floating-point numbers as text, as PostgreSQL 8.0 prints them: 15 significant digits of a FLOAT8, 6 of a FLOAT4, and what extra_float_digits adds (AWS: r_extra_float_digits).</summary>
internal static class FloatText
{
    public const string Setting = "extra_float_digits";

    public const int Fewest = -15;

    public const int Most = 2;

    public static string Print(double value, int extra) => Shape(value, value.ToString(Format(15 + extra), CultureInfo.InvariantCulture));

    public static string Print(float value, int extra) => Shape(value, value.ToString(Format(6 + extra), CultureInfo.InvariantCulture));

    public static bool TryParseExtra(string? text, out int extra) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out extra) && extra is >= Fewest and <= Most;

    private static string Format(int digits) => "G" + Math.Max(1, digits).ToString(CultureInfo.InvariantCulture);

    /// <summary>1E+20 becomes 1e+20; the infinities have names.</summary>
    private static string Shape(double value, string text) => double.IsInfinity(value) ? value > 0 ? "Infinity" : "-Infinity" : double.IsNaN(value) ? "NaN" : text.Replace('E', 'e');
}

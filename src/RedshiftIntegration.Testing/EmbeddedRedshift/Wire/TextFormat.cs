using System.Globalization;
using RedshiftIntegration.Testing.Binding;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Values of results as text, in PostgreSQL's forms under DateStyle ISO.</summary>
internal static class TextFormat
{
    public static string Write(object value, SqlType type) => value switch
    {
        bool b => b ? "t" : "f",
        float f => Float(f.ToString("R", CultureInfo.InvariantCulture)),
        double d => Float(d.ToString("R", CultureInfo.InvariantCulture)),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + (type.Kind == SqlTypeKind.TimeTz ? "+00" : ""),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + (type.Kind == SqlTypeKind.TimestampTz ? "+00" : ""),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>1E+20 becomes 1e+20, 1E-05 becomes 1e-05; the names of the special values are the same in both worlds.</summary>
    private static string Float(string text) => text.Replace('E', 'e') switch
    {
        "∞" => "Infinity",
        "-∞" => "-Infinity",
        string other => other,
    };
}

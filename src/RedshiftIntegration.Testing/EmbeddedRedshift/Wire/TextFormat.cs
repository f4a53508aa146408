using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Values of results as text, in PostgreSQL's forms under DateStyle ISO.</summary>
internal static class TextFormat
{
    public static string Write(object value, SqlType type, int extraFloatDigits) => value switch
    {
        bool b => b ? "t" : "f",
        float f => FloatText.Print(f, extraFloatDigits),
        double d => FloatText.Print(d, extraFloatDigits),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + (type.Kind == SqlTypeKind.TimeTz ? "+00" : ""),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + (type.Kind == SqlTypeKind.TimestampTz ? "+00" : ""),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

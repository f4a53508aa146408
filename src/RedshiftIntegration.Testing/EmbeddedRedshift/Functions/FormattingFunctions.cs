using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>AWS: r_Data_type_formatting.</summary>
internal static class FormattingFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("to_char", 2, 2, ToChar),
        Function.Of("to_date", 2, 3, c => c.Result(Printer.Cast(Parsed(c), SqlType.Date), SqlType.Date)),
        Function.Of("to_timestamp", 2, 3, c => c.Result(Printer.Cast(Parsed(c), SqlType.TimestampTz), SqlType.TimestampTz)),
        Function.Of("to_number", 2, 2, ToNumber),
    ];

    /// <summary>Out-of-range fields carry over unless the third argument is true.</summary>
    private static DuckSql Parsed(FunctionCall call) =>
        $"rs_to_timestamp({call.Text(0)}, {call.Text(1)}, {(call.Count == 3 ? Coercions.Implicit(call.Raw(2), SqlType.Boolean, call.Position).Sql : $"FALSE")})";

    private static Bound ToChar(FunctionCall call)
    {
        var value = call.Raw(0);
        if (value.Type.Kind == SqlTypeKind.Interval)
        {
            throw SqlError.NotSupported("TO_CHAR of an INTERVAL", call.Position);
        }

        if (!value.Type.IsNumber)
        {
            return call.Result($"rs_to_char({FunctionCall.Local(call.DateTime(0)).Sql}, {call.Text(1)})", SqlType.Varchar(64));
        }

        return value.Type.Precision > 19
            ? throw SqlError.NotSupported("TO_CHAR of a DECIMAL of more than 19 digits, which Redshift doesn't support either,", call.Position)
            : call.Result($"rs_to_char_number({Printer.Cast(Coercions.Text(value), SqlType.Varchar())}, {call.Text(1)})", SqlType.Varchar(64));
    }

    /// <summary>A decimal with as many digits and places as the format has.</summary>
    private static Bound ToNumber(FunctionCall call)
    {
        var format = call.Raw(1).Literal ?? throw SqlError.NotSupported("TO_NUMBER of a format that is not a literal", call.Position);
        var (digits, scale) = NumberFormat.Width(format);
        var type = digits is > 0 and <= 38 && scale < 38 ? SqlType.Decimal(digits, scale)
            : throw new SqlError("22023", string.Create(CultureInfo.InvariantCulture, $"the format \"{format}\" has {digits} digits"), call.Position);
        return call.Result(Printer.Cast($"rs_to_number({call.Text(0)}, {Printer.Text(format)})", type), type);
    }
}

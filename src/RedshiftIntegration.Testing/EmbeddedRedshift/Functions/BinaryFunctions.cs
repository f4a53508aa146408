using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>AWS: varbyte-functions.</summary>
internal static class BinaryFunctions
{
    private const int Width = 64_000;

    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("to_hex", 1, 1, ToHex),
        Function.Of("from_hex", 1, 1, c => c.Result(FromHex(c.Text(0)), new SqlType(SqlTypeKind.Varbyte, Math.Max(1, c.TextLength(0) / 2)))),
        Function.Of("to_varbyte", 2, 2, ToVarbyte),
        Function.Of("from_varbyte", 2, 2, FromVarbyte),
        Function.Of("getbit", 2, 2, c => c.Argument(0) is { Type.Kind: SqlTypeKind.Varbyte } value
            ? c.Result($"rs_getbit(hex({value.Sql}), {c.Integer(1)})", SqlType.Integer)
            : throw c.Missing()),
    ];

    public static DuckSql FromHex(DuckSql text) => $"from_hex(rs_hex({text}))";

    /// <summary>An odd number of digits has a zero before it.</summary>
    public static string Hex(string text) =>
        !text.All(char.IsAsciiHexDigit) ? throw EngineFunctions.Failure("22023", $"invalid hexadecimal data: \"{text}\"")
        : text.Length % 2 == 0 ? text : "0" + text;

    /// <summary>Zeros and ones as hexadecimal digits.</summary>
    public static string BinaryAsHex(string text)
    {
        if (text.AsSpan().ContainsAnyExcept('0', '1'))
        {
            throw EngineFunctions.Failure("22023", $"invalid binary data: \"{text}\"");
        }

        text = text.PadLeft((text.Length + 7) / 8 * 8, '0');
        return string.Concat(Enumerable.Range(0, text.Length / 8).Select(i => Convert.ToByte(text.Substring(8 * i, 8), 2).ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>AWS: r_GETBIT. Bits count from the rightmost one.</summary>
    public static int GetBit(string hex, int index) => index >= 0 && index < 4 * hex.Length
        ? (Convert.ToByte(hex.Substring(hex.Length - 1 - (index / 4), 1), 16) >> (index % 4)) & 1
        : throw EngineFunctions.Failure("22023", $"bit index {index} out of valid range (0..{(4 * hex.Length) - 1})");

    private static Bound ToHex(FunctionCall call)
    {
        var value = call.Argument(0);
        return value.Type.Kind switch
        {
            SqlTypeKind.SmallInt or SqlTypeKind.Integer => call.Result($"lower(to_hex(CAST({value.Sql} AS BIGINT) & 4294967295))", SqlType.Varchar(16)),
            SqlTypeKind.BigInt => call.Result($"lower(to_hex({value.Sql}))", SqlType.Varchar(16)),
            SqlTypeKind.Varbyte => call.Result($"lower(hex({value.Sql}))", SqlType.Varchar(2 * Math.Max(1, value.Type.Length))),
            _ => throw call.Missing(),
        };
    }

    private static string Format(FunctionCall call) => call.Raw(1).Literal?.ToLowerInvariant()
        ?? throw SqlError.NotSupported($"{call.Expr.Name} of a format that is not a literal", call.Position);

    private static Bound ToVarbyte(FunctionCall call) => call.Result(
        Format(call) switch
        {
            "hex" => FromHex(call.Text(0)),
            "binary" => $"from_hex(rs_binary_hex({call.Text(0)}))",
            "utf8" or "utf-8" or "utf_8" => $"encode({call.Text(0)})",
            "base64" => $"from_base64({call.Text(0)})",
            _ => throw new SqlError("22023", "TO_VARBYTE takes 'hex', 'binary', 'utf8' or 'base64'", call.Position),
        },
        new SqlType(SqlTypeKind.Varbyte, Width));

    private static Bound FromVarbyte(FunctionCall call)
    {
        var value = call.Raw(0);
        value = value.Literal is not null ? Coercions.Explicit(value, new SqlType(SqlTypeKind.Varbyte, Width), call.Position) : value;
        return value.Type.Kind != SqlTypeKind.Varbyte ? throw call.Missing() : call.Result(
            Format(call) switch
            {
                "hex" => $"lower(hex({value.Sql}))",
                "binary" => $"CAST(CAST({value.Sql} AS BIT) AS VARCHAR)",
                "utf8" or "utf-8" or "utf_8" => $"decode({value.Sql})",
                "base64" => $"to_base64({value.Sql})",
                _ => throw new SqlError("22023", "FROM_VARBYTE takes 'hex', 'binary', 'utf8' or 'base64'", call.Position),
            },
            SqlType.Varchar());
    }
}

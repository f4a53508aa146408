using System.Globalization;
using System.Text;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>AWS: hash-functions, crc32-function.</summary>
internal static class HashFunctions
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("md5", 1, 1, c => c.Result($"md5({c.Text(0)})", SqlType.Varchar(32))),
        Function.Of("sha", 1, 1, c => c.Result($"sha1({c.Text(0)})", SqlType.Varchar(40))),
        Function.Of("sha1", 1, 1, c => c.Result($"sha1({c.Text(0)})", SqlType.Varchar(40))),
        Function.Of("func_sha1", 1, 1, c => c.Result($"sha1({c.Text(0)})", SqlType.Varchar(40))),
        Function.Of("sha2", 2, 2, c => c.Result($"rs_sha2({c.Text(0)}, {c.Integer(1)})", SqlType.Varchar(128))),
        Function.Of("crc32", 1, 1, c => c.Result($"rs_crc32({c.Text(0)})", SqlType.Varchar(8))),
        Function.Of("fnv_hash", 1, 2, Fnv),
    ];

    /// <summary>CRC-32C (crc32-function) of a text's bytes, eight hexadecimal digits.</summary>
    public static string Crc(string text)
    {
        var crc = uint.MaxValue;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }

        return (~crc).ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>FNV-1a of a text's bytes.</summary>
    public static long FnvOfText(string text, long seed) => Fnv(Encoding.UTF8.GetBytes(text), seed);

    /// <summary>FNV-1a of a number's bytes, the lowest first.</summary>
    public static long FnvOfNumber(long number, int bytes, long seed) => Fnv(BitConverter.GetBytes(number).AsSpan(0, bytes), seed);

    private static long Fnv(ReadOnlySpan<byte> bytes, long seed)
    {
        var hash = unchecked((ulong)seed);
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * Prime);
        }

        return unchecked((long)hash);
    }

    private static Bound Fnv(FunctionCall call)
    {
        var value = call.Argument(0);
        var seed = call.Count == 2 ? call.As(1, SqlType.BigInt) : Printer.Number(unchecked((long)Offset));
        var width = value.Type.Kind switch { SqlTypeKind.SmallInt => 2, SqlTypeKind.Integer => 4, SqlTypeKind.BigInt => 8, _ => 0 };
        return value.Type.IsText ? call.Result($"rs_fnv_text({value.Sql}, {seed})", SqlType.BigInt)
            : width > 0 ? call.Result($"rs_fnv_number({value.Sql}, {width}, {seed})", SqlType.BigInt)
            : throw SqlError.NotSupported($"FNV_HASH of {value.Type}", call.Position);
    }
}

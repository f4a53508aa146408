using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>What SUPER's operators, casts and functions do with a value (AWS: query-super, limitations-super); a failure is NULL, not an error.</summary>
internal static class SuperValue
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    public static string TypeOf(string json) => Read(json, e => e.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    });

    public static bool Is(string json, string type) => Read(json, e => type switch
    {
        "array" => e.ValueKind == JsonValueKind.Array,
        "object" => e.ValueKind == JsonValueKind.Object,
        "boolean" => e.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "varchar" => e.ValueKind == JsonValueKind.String,
        "char" => e.ValueKind == JsonValueKind.String && Ascii.IsValid(e.GetString()),
        "scalar" => e.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object or JsonValueKind.Null),
        _ => e.ValueKind == JsonValueKind.Number && IsNumber(e.GetRawText(), type),
    });

    /// <summary>A scalar's text; NULL for objects and arrays.</summary>
    public static string? Text(string json) => Read(json, e => e.ValueKind switch
    {
        JsonValueKind.String => e.GetString(),
        JsonValueKind.Number => e.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    });

    public static bool? Boolean(string json) => Read<bool?>(json, e => e.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when BigInteger.TryParse(e.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => !number.IsZero,
        JsonValueKind.String => TextFunctions.TryParseBoolean(e.GetString()!),
        _ => null,
    });

    public static long? Integer(string json) => Read<long?>(json, e =>
    {
        if (e.ValueKind == JsonValueKind.Number && Number.Parse(e.GetRawText()) is { Scale: > 0 })
        {
            throw EngineFunctions.Failure("0A000", "a cast of a SUPER number with places after the point to an integer is not supported by EmbeddedRedshift: cast to DECIMAL first");
        }

        var text = e.ValueKind == JsonValueKind.String ? e.GetString()!.Trim() : e.ValueKind == JsonValueKind.Number ? Number.Parse(e.GetRawText()).ToString() : "";
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    });

    public static int? Length(string json) => Read<int?>(json, e => e.ValueKind == JsonValueKind.Array ? e.GetArrayLength() : null);

    public static int? Digits(string json, bool isScale) => Read<int?>(json, e =>
    {
        if (e.ValueKind != JsonValueKind.Number || IsFloat(e.GetRawText()))
        {
            return null;
        }

        var number = Number.Parse(e.GetRawText());
        return isScale ? number.Scale : Math.Max(number.Scale, BigInteger.Abs(number.Value).ToString(CultureInfo.InvariantCulture).Length);
    });

    /// <summary>Below, equal or above; NULL for values of different types and for those that have no order.</summary>
    public static int? Compare(string a, string b)
    {
        var (left, right) = (Key(a), Key(b));
        return left is null || right is null || left[0] != right[0] || left[0] > '3' ? null : string.CompareOrdinal(left, right);
    }

    /// <summary>A text that is equal for equal values and sorts as ORDER BY sorts SUPER: booleans, numbers, strings, arrays, objects.</summary>
    public static string? Key(string json) => Read(json, e => e.ValueKind == JsonValueKind.Null ? null : Key(e));

    public static string? Concat(string a, string b)
    {
        using var left = JsonDocument.Parse(a, Options);
        using var right = JsonDocument.Parse(b, Options);
        return left.RootElement.ValueKind == JsonValueKind.Array && right.RootElement.ValueKind == JsonValueKind.Array
            ? Join(left.RootElement.EnumerateArray().Concat(right.RootElement.EnumerateArray()))
            : null;
    }

    public static string? Flatten(string json) => Read(json, e => e.ValueKind == JsonValueKind.Array ? Join(Leaves(e)) : null);

    public static string? Subarray(string json, int start, int length) => Read(json, e =>
        e.ValueKind == JsonValueKind.Array && start >= 0 && length >= 0 ? Join(e.EnumerateArray().Skip(start).Take(length)) : null);

    public static string Split(string text, string delimiter) =>
        $"[{string.Join(',', (delimiter.Length == 0 ? [text] : text.Split(delimiter)).Select(JsonText.Quote))}]";

    private static T Read<T>(string json, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(json, Options);
        return read(document.RootElement);
    }

    private static string Join(IEnumerable<JsonElement> items) => $"[{string.Join(',', items.Select(JsonText.Write))}]";

    private static IEnumerable<JsonElement> Leaves(JsonElement array) =>
        array.EnumerateArray().SelectMany(e => e.ValueKind == JsonValueKind.Array ? Leaves(e) : [e]);

    private static bool IsFloat(string number) => number.Contains('e', StringComparison.OrdinalIgnoreCase);

    private static bool IsNumber(string number, string type)
    {
        if (type is "float" or "decimal")
        {
            return IsFloat(number) == (type == "float");
        }

        var (low, high) = type switch { "smallint" => (short.MinValue, short.MaxValue), "integer" => (int.MinValue, int.MaxValue), _ => (long.MinValue, long.MaxValue) };
        return BigInteger.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high;
    }

    private static string Key(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => "0",
        JsonValueKind.False => "10",
        JsonValueKind.True => "11",
        JsonValueKind.Number => "2" + Number.Parse(element.GetRawText()).Key(),
        JsonValueKind.String => "3" + element.GetString()!.TrimEnd(' '),
        JsonValueKind.Array => "4" + string.Concat(element.EnumerateArray().Select(e => Key(e) + "\u0001")),
        _ => "5" + string.Concat(element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.Name + "\u0001" + Key(p.Value) + "\u0001")),
    };

    /// <summary>A decimal number of any size.</summary>
    private readonly record struct Number(BigInteger Value, int Scale)
    {
        public static Number Parse(string text)
        {
            var e = text.AsSpan().IndexOfAny('e', 'E');
            var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            var mantissa = e < 0 ? text : text[..e];
            var point = mantissa.IndexOf('.', StringComparison.Ordinal);
            var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
            var value = BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return Math.Abs(scale) > 10_000 ? throw EngineFunctions.Failure("22003", $"the number {text} is out of range")
                : scale < 0 ? new Number(value * BigInteger.Pow(10, -scale), 0) : new Number(value, scale);
        }

        /// <summary>Sign, place of the first digit, digits: sorts as text in the order of the numbers.</summary>
        public string Key()
        {
            var digits = BigInteger.Abs(Value).ToString(CultureInfo.InvariantCulture);
            var place = 50_000 + digits.Length - Scale;
            digits = digits.TrimEnd('0');
            return Value.Sign switch
            {
                0 => "1",
                > 0 => "2" + place.ToString("00000", CultureInfo.InvariantCulture) + digits,
                _ => "0" + (99_999 - place).ToString("00000", CultureInfo.InvariantCulture) + string.Concat(digits.Select(d => (char)('0' + '9' - d))) + "~",
            };
        }

        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }
}

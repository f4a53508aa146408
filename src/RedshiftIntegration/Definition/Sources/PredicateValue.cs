using System.Globalization;

namespace RedshiftIntegration.Definition.Sources;

/// <summary>The values that a hole of Where may have, with their text in JSON and in drawings.</summary>
internal static class PredicateValue
{
    private static readonly (string Name, Type Type, Func<object, string> Write, Func<string, object> Read)[] Kinds =
    [
        Kind("boolean", v => v ? "true" : "false", s => s switch { "true" => true, "false" => false, _ => throw new FormatException() }),
        Number("int8", sbyte.Parse), Number("uint8", byte.Parse), Number("int16", short.Parse), Number("uint16", ushort.Parse),
        Number("int32", int.Parse), Number("uint32", uint.Parse), Number("int64", long.Parse), Number("uint64", ulong.Parse),
        Number("decimal", decimal.Parse), Number("double", double.Parse), Number("single", float.Parse),
        Kind("string", v => v, s => s),
        Kind("datetime", v => v.ToString("O", CultureInfo.InvariantCulture), s => DateTime.ParseExact(s, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)),
        Kind("datetimeoffset", v => v.ToString("O", CultureInfo.InvariantCulture), s => DateTimeOffset.ParseExact(s, "O", CultureInfo.InvariantCulture)),
        Kind("date", v => v.ToString("O", CultureInfo.InvariantCulture), s => DateOnly.ParseExact(s, "O", CultureInfo.InvariantCulture)),
        Kind("guid", v => v.ToString("D"), s => Guid.ParseExact(s, "D")),
        Kind("bytes", Convert.ToHexStringLower, Convert.FromHexString),
    ];

    public static bool IsSupported(object value) => Array.Exists(Kinds, kind => kind.Type == value.GetType());

    public static (string Kind, string Text) Write(object value)
    {
        (string Name, Type Type, Func<object, string> Write, Func<string, object> Read) kind = Array.Find(Kinds, kind => kind.Type == value.GetType());
        return (kind.Name, kind.Write(value));
    }

    /// <exception cref="FormatException">The kind is unknown or the text is none of its values.</exception>
    public static object Read(string kind, string text)
    {
        int index = Array.FindIndex(Kinds, k => string.Equals(k.Name, kind, StringComparison.Ordinal));
        return index < 0 ? throw new FormatException($"'{kind}' is no kind of value") : Kinds[index].Read(text);
    }

    /// <summary>As it would stand in SQL, for people.</summary>
    public static string Draw(object? value) => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        DateTime or DateTimeOffset or DateOnly or Guid or byte[] => $"'{Write(value).Text}'",
        _ when IsSupported(value) => Write(value).Text,
        _ => value.GetType().Name,
    };

    private static (string, Type, Func<object, string>, Func<string, object>) Kind<T>(string name, Func<T, string> write, Func<string, T> read)
        where T : notnull => (name, typeof(T), value => write((T)value), text => read(text));

    private static (string, Type, Func<object, string>, Func<string, object>) Number<T>(string name, Func<string, NumberStyles, IFormatProvider, T> read)
        where T : IFormattable => (name, typeof(T), value => ((T)value).ToString(null, CultureInfo.InvariantCulture), text => read(text, NumberStyles.Float, CultureInfo.InvariantCulture));
}

using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Types as format_type and the information schema print them.</summary>
internal static class TypeNames
{
    private const int Header = 4;

    /// <summary>For example <c>character varying(40)</c>.</summary>
    public static string Full(SqlType type) => Format(WireTypes.Oid(type), WireTypes.Modifier(type));

    /// <summary>Without length, for example <c>character varying</c>.</summary>
    public static string Bare(SqlType type) => Find(WireTypes.Oid(type))?.SqlName ?? "unknown";

    /// <summary>pg_type's name, for example <c>varchar</c>.</summary>
    public static string Internal(SqlType type) => Find(WireTypes.Oid(type))?.Name ?? "unknown";

    public static string Format(uint oid, int modifier)
    {
        string name = Find(oid)?.SqlName ?? "???";
        int value = modifier - Header;
        return oid switch
        {
            1042 or 1043 or 6551 when value >= 0 => string.Create(CultureInfo.InvariantCulture, $"{name}({value})"),
            1700 when value >= 0 => string.Create(CultureInfo.InvariantCulture, $"{name}({value >> 16},{value & 0xFFFF})"),
            _ => name,
        };
    }

    public static BaseType? Find(uint oid) => BaseTypes.All.Concat(BaseTypes.Own).FirstOrDefault(t => t.Oid == oid);
}

using System.Globalization;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>How tests read values and types out of the warehouse.</summary>
internal static class WarehouseText
{
    /// <summary>The expression that shows every value of a type; floating-point numbers come as they are, because their text is shortened.</summary>
    public static string Of(string type, string column) => type switch
    {
        "SUPER" => $"JSON_SERIALIZE({column})",
        "BOOLEAN" => $"CASE WHEN {column} THEN 'true' WHEN NOT {column} THEN 'false' END",
        "REAL" or "DOUBLE PRECISION" => column,
        _ when type.StartsWith("VARBYTE", StringComparison.Ordinal) => $"'hex:' || UPPER(TO_HEX({column}))",
        _ => $"{column}::VARCHAR(65535)",
    };

    /// <summary>What the catalogue calls a type of the DDL.</summary>
    public static string CatalogueName(string type)
    {
        int open = type.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? type : type[..open];
        string size = open < 0 ? string.Empty : type[open..];
        return name switch
        {
            "DECIMAL" => "numeric" + size,
            "VARCHAR" => "character varying" + size,
            "CHAR" => "character" + size,
            "VARBYTE" => "binary varying" + size,
            "TIMESTAMP" => "timestamp without time zone",
            "TIMESTAMPTZ" => "timestamp with time zone",
            "TIME" => "time without time zone",
            _ => type.ToLower(CultureInfo.InvariantCulture),
        };
    }
}

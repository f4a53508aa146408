namespace RedshiftIntegration.Testing.Loading;

/// <summary>The faults of AWS's r_Load_Error_Reference, with the reasons that Redshift writes beside the numbers where these are published.</summary>
internal static class LoadFaults
{
    public const int OutOfRange = 1204;
    public const int Date = 1205;
    public const int Timestamp = 1206;
    public const int Digit = 1207;
    public const int InvalidLine = 1216;
    public const int InvalidText = 1220;

    public static LoadFault ExtraColumns { get; } = new(1202, "Extra column(s) found");

    public static LoadFault Float { get; } = new(1208, "Invalid float format or value");

    public static LoadFault Boolean { get; } = new(1210, "Unknown boolean format");

    public static LoadFault NoData { get; } = new(1211, "Input line contains no data");

    public static LoadFault MissingData { get; } = new(1213, "Missing data for not-null field");

    public static LoadFault NoDelimiter { get; } = new(1214, "Delimiter not found");

    public static LoadFault Quotes { get; } = new(1214, "Invalid quote formatting for CSV");

    public static LoadFault NoEndQuote { get; } = new(1214, "Delimited value missing end quote");

    public static LoadFault ZeroAmongOthers { get; } = new(1218, "A field with a zero byte holds other bytes too");

    public static LoadFault Overflow { get; } = new(1222, "Integer overflow");

    public static LoadFault CharLength { get; } = new(OutOfRange, "Char length exceeds DDL length");

    public static LoadFault StringLength { get; } = new(OutOfRange, "String length exceeds DDL length");

    public static LoadFault DateLength { get; } = new(Date, "Invalid Date Format - length must be 10 or more");

    public static LoadFault Json(string why) => new(1224, $"Invalid JSON: {why}");
}

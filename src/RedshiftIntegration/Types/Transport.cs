namespace RedshiftIntegration.Types;

/// <summary>
/// The transport type of a column: what the Parquet file and the stage table hold, because COPY of Parquet can't fill every type directly.
/// The step from stage to target casts.
/// </summary>
internal static class Transport
{
    /// <summary>The widest text that the stage can hold; JSON beyond it is refused before it is written (AWS: r_Character_types).</summary>
    private static readonly RedshiftType JsonText = RedshiftType.Varchar(RedshiftType.MaxVarcharBytes);

    public static RedshiftType Of(RedshiftType type) => type.Kind switch
    {
        RedshiftTypeKind.TimestampTz => RedshiftType.Timestamp,
        RedshiftTypeKind.Super => JsonText,
        RedshiftTypeKind.Time => RedshiftType.BigInt,
        RedshiftTypeKind.Char => RedshiftType.Varchar(type.Length),
        _ => type,
    };

    /// <summary>The expression that turns the stage's <paramref name="column"/> (already quoted) into the target's type.</summary>
    public static string Cast(RedshiftType type, string column) => type.Kind switch
    {
        RedshiftTypeKind.Super => $"JSON_PARSE({column})",
        RedshiftTypeKind.TimestampTz => $"{column} AT TIME ZONE 'UTC'",
        RedshiftTypeKind.Time => $"CAST(DATEADD(microsecond, {column}, TIMESTAMP '2000-01-01 00:00:00') AS TIME)",
        RedshiftTypeKind.Char => $"CAST({column} AS {type})",
        _ => column,
    };
}

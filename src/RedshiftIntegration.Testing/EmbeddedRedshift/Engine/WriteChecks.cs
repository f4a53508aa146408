using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>
/// The projection through which every value goes into a table: bytes of texts, single-byte CHAR, NOT NULL, the 8 bytes of DECIMAL(19,s).
/// A CHECK constraint would cost the same, but it can't cut trailing blanks, can't word the error and blocks ALTER COLUMN TYPE.
/// </summary>
internal static class WriteChecks
{
    public static DuckSql Print(Column column, DuckSql value) => Required(column, Value(column.Type, value));

    /// <summary>The NOT NULL check alone.</summary>
    public static DuckSql Required(Column column, DuckSql value) =>
        column.NotNull ? $"coalesce({value}, {Printer.Fail("XX000", $"Cannot insert a NULL value into column {column.Name}")})" : value;

    /// <summary>The checks of the type alone.</summary>
    public static DuckSql Value(SqlType type, DuckSql value) => type.Kind switch
    {
        SqlTypeKind.Varchar => Text(type, value, value),
        SqlTypeKind.Char => Character(type, value),
        SqlTypeKind.Varbyte => $"(CASE WHEN octet_length({value}) <= {Printer.Number(type.Length)} OR {value} IS NULL THEN {value} ELSE {TooLong(type)} END)",
        SqlTypeKind.Decimal when type.Precision == 19 => Long(type, value),
        SqlTypeKind.Super => $"(CASE WHEN strlen({value}) <= 16777216 OR {value} IS NULL THEN {value} ELSE {Printer.Fail("22001", "value too long for type super")} END)",
        _ => value,
    };

    /// <summary>AWS: r_Character_types. Trailing blanks over the limit are cut silently.</summary>
    private static DuckSql Text(SqlType type, DuckSql value, DuckSql kept)
    {
        var limit = Printer.Number(type.Length);
        return $"(CASE WHEN strlen({value}) <= {limit} THEN {kept} WHEN {value} IS NULL THEN NULL WHEN strlen(rtrim({value}, ' ')) <= {limit} THEN rs_cut({value}, {limit}) ELSE {TooLong(type)} END)";
    }

    private static DuckSql Character(SqlType type, DuckSql value)
    {
        var multibyte = Printer.Fail("XX000", "CHAR string contains invalid ASCII character (code 8001)");
        return $"rtrim((CASE WHEN strlen({value}) <> length({value}) THEN {multibyte} ELSE {Text(type, value, value)} END), ' ')";
    }

    private static DuckSql Long(SqlType type, DuckSql value)
    {
        var digits = long.MaxValue.ToString(CultureInfo.InvariantCulture);
        var limit = Printer.Text(type.Scale == 0 ? digits : $"{digits[..^type.Scale].PadLeft(1, '0')}.{digits[^type.Scale..]}");
        return $"(CASE WHEN abs({value}) <= CAST({limit} AS DECIMAL(19,{Printer.Number(type.Scale)})) OR {value} IS NULL THEN {value} ELSE "
            + $"{Printer.Fail("22003", "Numeric data overflow (result precision)")} END)";
    }

    private static DuckSql TooLong(SqlType type) => Printer.Fail("22001", $"value too long for type {type}");
}

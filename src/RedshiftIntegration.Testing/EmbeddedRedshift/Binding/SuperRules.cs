using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>Comparisons of SUPER by the types that the values have (AWS: query-super): equal or not for any two, an order for two of one type, else NULL.</summary>
internal static class SuperRules
{
    public static Bound Compare(string symbol, Bound left, Bound right, int position)
    {
        if (symbol is "=" or "<>")
        {
            return new Bound($"({Key(left, position)} {Printer.Word(symbol)} {Key(right, position)})", SqlType.Boolean);
        }

        return new Bound($"(rs_super_compare({Json(left, position)}, {Json(right, position)}) {Printer.Word(symbol)} 0)", SqlType.Boolean);
    }

    /// <summary>A text that is equal for equal values.</summary>
    public static DuckSql Key(Bound value, int position) => $"rs_super_key({Json(value, position)})";

    private static DuckSql Json(Bound value, int position) => value.Type.Kind is SqlTypeKind.Date or SqlTypeKind.Timestamp or SqlTypeKind.TimestampTz or SqlTypeKind.Time or SqlTypeKind.TimeTz
        ? throw SqlError.NotSupported($"a comparison of SUPER with {value.Type}: cast the SUPER value first; it", position)
        : Coercions.Explicit(value, SqlType.Super, position).Sql;
}

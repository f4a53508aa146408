using RedshiftIntegration.Testing.Engine;
using static RedshiftIntegration.Testing.Binding.SqlTypeKind;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>Result types of operators, of UNION, COALESCE and CASE.</summary>
internal static class TypeRules
{
    private const int MaximumPrecision = 38;
    private const int MaximumScale = 37;
    private const int LongPrecision = 19;

    public static SqlType AsDecimal(SqlType type) => type.Kind switch
    {
        SmallInt => SqlType.Decimal(5, 0),
        Integer => SqlType.Decimal(10, 0),
        BigInt or Oid => SqlType.Decimal(19, 0),
        _ => type,
    };

    public static SqlType Add(SqlType a, SqlType b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return SqlType.Decimal(Math.Min(MaximumPrecision, Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale + 1), scale);
    }

    public static SqlType Multiply(SqlType a, SqlType b) =>
        SqlType.Decimal(Math.Min(MaximumPrecision, a.Precision + b.Precision), Math.Min(MaximumScale, a.Scale + b.Scale));

    /// <summary>Division of decimals (AWS: r_numeric_computations201).</summary>
    public static SqlType Divide(SqlType a, SqlType b)
    {
        var scale = Math.Max(4, a.Scale + b.Precision - b.Scale + 1);
        var precision = a.Precision - a.Scale + b.Scale + scale;
        return precision > MaximumPrecision
            ? SqlType.Decimal(MaximumPrecision, Math.Clamp(MaximumPrecision + scale - precision, 4, MaximumScale))
            : SqlType.Decimal(precision, Math.Min(scale, MaximumScale));
    }

    /// <summary>Division and modulo through our own functions, which know Redshift's types and its error for zero.</summary>
    public static Bound Divide(Bound left, Bound right, bool modulo)
    {
        if (left.Type.IsFloat || right.Type.IsFloat)
        {
            var type = left.Type.Kind == Real && right.Type.Kind == Real ? SqlType.Real : SqlType.Double;
            return modulo
                ? throw new SqlError("42883", $"operator does not exist: {TypeNames.Bare(left.Type)} % {TypeNames.Bare(right.Type)}")
                : new Bound(Printer.Cast($"rs_fdiv(CAST({left.Sql} AS DOUBLE), CAST({right.Sql} AS DOUBLE))", type), type);
        }

        if (left.Type.IsInteger && right.Type.IsInteger)
        {
            var type = WiderInteger(left.Type, right.Type);
            return new Bound(Printer.Cast($"{(modulo ? (DuckSql)$"rs_imod" : $"rs_idiv")}({left.Sql}, {right.Sql})", type), type);
        }

        var (a, b) = (AsDecimal(left.Type), AsDecimal(right.Type));
        DuckSql texts = $"CAST({left.Sql} AS VARCHAR), CAST({right.Sql} AS VARCHAR)";
        if (modulo)
        {
            var scale = Math.Max(a.Scale, b.Scale);
            var result = SqlType.Decimal(Math.Min(MaximumPrecision, Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale), scale);
            return new Bound(Printer.Cast($"rs_decimal_mod({texts})", result), result);
        }

        var quotient = Divide(a, b);
        return new Bound(Printer.Cast($"rs_decimal_div({texts}, {Printer.Number(quotient.Scale)})", quotient), quotient);
    }

    public static SqlType WiderInteger(SqlType a, SqlType b) => a.Kind >= b.Kind ? Plain(a) : Plain(b);

    private static SqlType Plain(SqlType type) => type.Kind == Oid ? SqlType.BigInt : type;

    /// <summary>The type of UNION's column, of CASE, COALESCE, NVL, GREATEST and IN lists.</summary>
    public static SqlType Common(IReadOnlyList<Bound> values, string what, int position)
    {
        SqlType? type = null;
        foreach (var value in values.Where(v => !v.IsFlexible))
        {
            type = type is null ? value.Type : Common(type, value.Type)
                ?? throw new SqlError("42804", $"{what} types {TypeNames.Bare(type)} and {TypeNames.Bare(value.Type)} cannot be matched", position);
        }

        if (type is not null && (!type.IsText || type.Kind == Name))
        {
            return type;
        }

        var lengths = values.Where(v => v.Literal is not null || v.Type.IsText).Select(v => v.Type.Length == 0 ? SqlType.MaximumVarchar : v.Type.Length).DefaultIfEmpty(1).Max();
        return type is { Kind: SqlTypeKind.Char } && values.All(v => v.IsFlexible || v.Type.Kind == SqlTypeKind.Char) ? type with { Length = lengths }
            : values.Any(v => v.OpenParameter is not null) ? SqlType.Varchar()
            : SqlType.Varchar(lengths);
    }

    public static SqlType? Common(SqlType a, SqlType b)
    {
        if (a == b)
        {
            return a;
        }

        if (a.IsNumber && b.IsNumber)
        {
            return a.IsFloat || b.IsFloat ? (a.Kind == Real && b.Kind == Real ? SqlType.Real : SqlType.Double)
                : a.IsInteger && b.IsInteger ? WiderInteger(a, b)
                : CommonDecimal(AsDecimal(a), AsDecimal(b));
        }

        if (a.IsText && b.IsText)
        {
            var length = Math.Max(a.Length == 0 ? SqlType.MaximumVarchar : a.Length, b.Length == 0 ? SqlType.MaximumVarchar : b.Length);
            return a.Kind == SqlTypeKind.Char && b.Kind == SqlTypeKind.Char ? a with { Length = length } : SqlType.Varchar(length);
        }

        if (a.IsDateTime && b.IsDateTime)
        {
            return a.Kind > b.Kind ? a : b;
        }

        return a.Kind == Varbyte && b.Kind == Varbyte ? (a.Length > b.Length ? a : b) : null;
    }

    private static SqlType CommonDecimal(SqlType a, SqlType b)
    {
        // AWS: r_numeric_computations201. The limit of 19 is that of the eight bytes that both sides have.
        var scale = Math.Max(a.Scale, b.Scale);
        var digits = Math.Max(a.Precision - a.Scale, b.Precision - b.Scale);
        var limit = a.Precision <= LongPrecision && b.Precision <= LongPrecision ? LongPrecision : MaximumPrecision;
        return SqlType.Decimal(Math.Min(limit, digits + scale), scale);
    }

    /// <summary>A comparison: texts without trailing blanks, literals in the other side's type.</summary>
    public static Bound Compare(string symbol, Bound left, Bound right, int position)
    {
        if ((left.Type.Kind == Super && !left.IsNull) || (right.Type.Kind == Super && !right.IsNull))
        {
            return SuperRules.Compare(symbol, left, right, position);
        }

        var (a, b) = Align(left, right, symbol, position);
        return new Bound($"({a} {Printer.Word(symbol)} {b})", SqlType.Boolean);
    }

    /// <summary>Both sides printed in one comparable type.</summary>
    public static (DuckSql Left, DuckSql Right) Align(Bound left, Bound right, string symbol, int position)
    {
        var type = CompareType(left, right, symbol, position);
        return (Comparable(left, type, position), Comparable(right, type, position));
    }

    public static DuckSql Comparable(Bound value, SqlType type, int position)
    {
        if (type.Kind == Super)
        {
            return SuperRules.Key(value, position);
        }

        if (!type.IsText)
        {
            return value.Type == type && !value.IsFlexible ? value.Sql
                : value.Type.IsNumber && type.IsNumber && !value.IsFlexible ? value.Sql
                : Coercions.Explicit(value, type, position).Sql;
        }

        return value.Literal is not null ? Printer.Text(value.Literal.TrimEnd(' '))
            : value.IsNull ? $"CAST(NULL AS VARCHAR)"
            : value.Type.Kind is SqlTypeKind.Char or Name ? value.Sql
            : value.Type.IsNumber ? Coercions.Text(value)
            : $"rtrim({Coercions.Text(value)}, ' ')";
    }

    public static SqlType CompareType(Bound left, Bound right, string symbol, int position)
    {
        if (left.IsFlexible || right.IsFlexible)
        {
            var fixedType = left.IsFlexible ? (right.IsFlexible ? SqlType.Varchar() : right.Type) : left.Type;
            return fixedType;
        }

        if (left.Type.Kind == Super || right.Type.Kind == Super)
        {
            return SqlType.Super;
        }

        // AWS: c_Supported_data_types. A text beside a DECIMAL is converted to it; any other number is converted to a text.
        if ((left.Type.IsText && right.Type.IsNumber) || (left.Type.IsNumber && right.Type.IsText))
        {
            var number = left.Type.IsNumber ? left.Type : right.Type;
            return number.Kind == SqlTypeKind.Decimal ? number : SqlType.Varchar();
        }

        if ((left.Type.IsText && right.Type.IsDateTime) || (right.Type.IsText && left.Type.IsDateTime))
        {
            return left.Type.IsText ? right.Type : left.Type;
        }

        return (left.Type.Kind == Varbyte && right.Type.Kind == Varbyte ? left.Type : Common(left.Type, right.Type))
            ?? throw new SqlError("42883", $"operator does not exist: {TypeNames.Bare(left.Type)} {symbol} {TypeNames.Bare(right.Type)}", position, hint: "No operator matches the given name and argument type(s). You may need to add explicit type casts.");
    }
}

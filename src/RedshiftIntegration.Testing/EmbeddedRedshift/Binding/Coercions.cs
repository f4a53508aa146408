using System.Globalization;
using System.Text;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using static RedshiftIntegration.Testing.Binding.SqlTypeKind;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>Casts, explicit and implicit, printed so that DuckDB does what Redshift does.</summary>
internal static class Coercions
{
    /// <summary>CAST(x AS type): cuts texts, refuses what Redshift has no cast for.</summary>
    public static Bound Explicit(Bound value, SqlType type, int position, bool attempt = false)
    {
        var sql = value.IsNull ? Printer.Cast($"NULL", type) : Print(value, type, position);
        if (attempt && !value.IsNull)
        {
            sql = $"TRY({sql})";
        }

        return new Bound(sql, type) { Name = value.Name, IsNull = false };
    }

    /// <summary>A cast that no one wrote: literals, NULL and open parameters take any type, values only a kindred one.</summary>
    public static Bound Implicit(Bound value, SqlType type, int position)
    {
        if (value.Type == type && !value.IsFlexible)
        {
            return value;
        }

        if (value.IsFlexible || Kindred(value.Type, type))
        {
            return Explicit(value, type, position) with { Name = value.Name };
        }

        throw new SqlError("42804", $"cannot implicitly convert {value.Type} to {type}", position);
    }

    /// <summary>What an assignment to a column may convert by itself: the implicit conversions that the SQL reference lists.</summary>
    public static Bound Assign(Bound value, SqlType type, string column, int position)
    {
        if (!value.IsFlexible && !Kindred(value.Type, type) && !(type.IsText && (value.Type.IsNumber || value.Type.IsDateTime || value.Type.Kind is Time or Super))
            && !(type.Kind == Super && value.Type.Kind != Interval) && !(value.Type.Kind == Super) && !(type.Kind == SqlTypeKind.Boolean && value.Type.IsInteger))
        {
            throw new SqlError("42804", $"column \"{column}\" is of type {TypeNames.Bare(type)} but expression is of type {TypeNames.Bare(value.Type)}", position, hint: "You will need to rewrite or cast the expression.");
        }

        if (type.IsText)
        {
            return value.IsNull ? new Bound($"CAST(NULL AS VARCHAR)", type) : new Bound(Text(value), type);
        }

        return value.IsNull ? new Bound(Printer.Cast($"NULL", type), type)
            : value.Type.Kind == Varbyte && type.Kind == Varbyte ? new Bound(value.Sql, type)
            : value.Type.Kind == SqlTypeKind.Decimal && type.Kind == SqlTypeKind.Decimal ? new Bound(Printer.Cast(value.Sql, type), type)
            : Explicit(value, type, position);
    }

    /// <summary>The value as an uncut VARCHAR.</summary>
    public static DuckSql Text(Bound value) => value.Type.Kind switch
    {
        Varchar or SqlTypeKind.Char or Name or Unknown => value.Sql,
        SqlTypeKind.Double => $"rs_float_text({value.Sql}, {Printer.ExtraFloatDigits})",
        SqlTypeKind.Real => $"rs_real_text({value.Sql}, {Printer.ExtraFloatDigits})",
        Super => $"rs_super_text({value.Sql})",
        Varbyte => $"decode({value.Sql})",
        // DuckDB prints a number that has only places after the point without the zero before it.
        SqlTypeKind.Decimal when value.Type.Precision == value.Type.Scale => $"CAST(CAST({value.Sql} AS DECIMAL({Printer.Number(value.Type.Precision + 1)}, {Printer.Number(value.Type.Scale)})) AS VARCHAR)",
        _ => $"CAST({value.Sql} AS VARCHAR)",
    };

    /// <summary>Whether one converts to the other by itself.</summary>
    public static bool Kindred(SqlType from, SqlType to) =>
        from.Kind == to.Kind
        || (from.IsNumber && to.IsNumber)
        || (from.IsText && to.IsText)
        || (from.IsDateTime && to.IsDateTime)
        || (from.Kind is Time or TimeTz && to.Kind is Time or TimeTz);

    private static DuckSql Print(Bound value, SqlType type, int position)
    {
        if (value.Type.Kind == Interval && type.Kind != Interval)
        {
            throw new SqlError("0A000", $"cannot cast type interval to {type}", position);
        }

        if (value.Type.Kind == Super && type.Kind is not Super)
        {
            return FromSuper(value, type, position);
        }

        return type.Kind switch
        {
            Varchar or SqlTypeKind.Char or Name => value.Type.Kind == SqlTypeKind.Boolean ? throw NoCast(value.Type, type, position) : PrintText(value, type),
            Super => PrintSuper(value, type, position),
            Varbyte => PrintBytes(value, type, position),
            SqlTypeKind.Boolean => PrintBoolean(value, type, position),
            SmallInt or Integer or BigInt or Oid => PrintInteger(value, type, position),
            SqlTypeKind.Decimal => PrintDecimal(value, type, position),
            Date or Timestamp or TimestampTz => PrintDate(value, type, position),
            _ => PrintPlain(value, type, position),
        };
    }

    /// <summary>AWS: limitations-super. A cast that fails gives NULL.</summary>
    private static DuckSql FromSuper(Bound value, SqlType type, int position)
    {
        var text = Text(value);
        return type.Kind switch
        {
            Varchar or SqlTypeKind.Char or Name => PrintText(new Bound(text, SqlType.Varchar()), type),
            SqlTypeKind.Boolean => $"rs_super_bool({value.Sql})",
            SmallInt or Integer or BigInt => $"TRY_CAST(rs_super_bigint({value.Sql}) AS {Printer.TypeName(type)})",
            SqlTypeKind.Decimal or Real or SqlTypeKind.Double => $"TRY_CAST({text} AS {Printer.TypeName(type)})",
            Date or Timestamp or TimestampTz or Time or TimeTz => $"TRY({Print(new Bound(text, SqlType.Varchar()), type, position)})",
            _ => throw NoCast(value.Type, type, position),
        };
    }

    /// <summary>AWS: limitations-super. Dates and times have no cast to SUPER.</summary>
    private static DuckSql PrintSuper(Bound value, SqlType type, int position) => value.Type.Kind switch
    {
        Super => value.Sql,
        _ when value.Type.IsInteger || value.Type.Kind == SqlTypeKind.Boolean || value.Type.IsText || value.IsFlexible => $"CAST(to_json({Printer.Cast(value.Sql, value.Type)}) AS VARCHAR)",
        SqlTypeKind.Decimal or Real or SqlTypeKind.Double => Text(value),
        _ => throw NoCast(value.Type, type, position),
    };

    /// <summary>AWS: r_VARBYTE_type. Texts as UTF-8, a CHAR with its padding, integers with all their bytes, the highest first.</summary>
    private static DuckSql PrintBytes(Bound value, SqlType type, int position)
    {
        var width = value.Type.Kind switch { SmallInt => 4, Integer => 8, BigInt => 16, _ => 0 };
        if (width > 0)
        {
            return $"from_hex(right(lpad(to_hex(CAST({value.Sql} AS BIGINT)), 16, '0'), {Printer.Number(width)}))";
        }

        DuckSql bytes = value.Type.Kind switch
        {
            Varbyte => value.Sql,
            SqlTypeKind.Char => $"encode(rpad({value.Sql}, {Printer.Number(value.Type.Length)}, ' '))",
            _ when value.Type.IsText || value.IsFlexible => $"encode({value.Sql})",
            _ => throw NoCast(value.Type, type, position),
        };
        return value.Type.Length > 0 && value.Type.Length <= type.Length ? bytes
            : $"(CASE WHEN octet_length({bytes}) > {Printer.Number(type.Length)} THEN {Printer.Fail("0A000", "a cast to a shorter VARBYTE is not supported by EmbeddedRedshift")} ELSE {bytes} END)";
    }

    private static DuckSql PrintText(Bound value, SqlType type)
    {
        var text = Text(value);
        if (type.Kind == Name)
        {
            return text;
        }

        if (value.Literal is not null)
        {
            var cut = EngineFunctions.Cut(value.Literal, type.Length);
            return Printer.Text(type.Kind == SqlTypeKind.Char ? cut.TrimEnd(' ') : cut);
        }

        var fits = (value.Type.IsText && value.Type.Length > 0 && value.Type.Length <= type.Length) || type.Length >= SqlType.MaximumVarchar;
        text = fits ? text : $"rs_cut({text}, {Printer.Number(type.Length)})";
        return type.Kind == SqlTypeKind.Char && value.Type.Kind != SqlTypeKind.Char ? $"rtrim({text}, ' ')" : text;
    }

    /// <summary>A text's literal is read as a boolean, a text's value has no cast to one.</summary>
    private static DuckSql PrintBoolean(Bound value, SqlType type, int position) => value.Type.Kind switch
    {
        SqlTypeKind.Boolean => value.Sql,
        _ when value.IsFlexible => $"rs_text_bool({value.Sql})",
        _ when value.Type.IsInteger => $"({value.Sql} <> 0)",
        _ => throw NoCast(value.Type, type, position),
    };

    private static DuckSql PrintInteger(Bound value, SqlType type, int position)
    {
        if (value.Literal is not null && long.TryParse(value.Literal.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return Printer.Cast(Printer.Number(number), type);
        }

        if (value.Type.IsText || value.IsFlexible)
        {
            return Printer.Cast($"rs_text_bigint({Printer.Cast(value.Sql, SqlType.Varchar())})", type);
        }

        return value.Type.IsNumber || value.Type.Kind == SqlTypeKind.Boolean ? Printer.Cast(value.Sql, type) : throw NoCast(value.Type, type, position);
    }

    private static DuckSql PrintDecimal(Bound value, SqlType type, int position)
    {
        if (value.Type.IsDateTime || value.Type.Kind is Varbyte or Time or TimeTz or SqlTypeKind.Boolean)
        {
            throw NoCast(value.Type, type, position);
        }

        // AWS: r_Numeric_types201. An explicit cast of a table's decimal to a smaller scale doesn't round.
        var cuts = value.Type.Kind == SqlTypeKind.Decimal && value.Type.Scale > type.Scale && !value.IsConstant;
        return cuts
            ? Printer.Cast($"rs_decimal_div(CAST({value.Sql} AS VARCHAR), '1', {Printer.Number(type.Scale)})", type)
            : Printer.Cast(value.Type.IsText || value.IsFlexible ? $"rs_text_decimal({Printer.Cast(value.Sql, SqlType.Varchar())})" : value.Sql, type);
    }

    private static DuckSql PrintDate(Bound value, SqlType type, int position)
    {
        if (value.Type == type)
        {
            return value.Sql;
        }

        if (value.Type.IsNumber || value.Type.Kind is SqlTypeKind.Boolean or Varbyte or Time or TimeTz)
        {
            throw NoCast(value.Type, type, position);
        }

        return value.Type.IsText || value.IsFlexible ? PrintDateText(value, type) : Printer.Cast(value.Sql, type);
    }

    private static DuckSql PrintDateText(Bound value, SqlType type)
    {
        try
        {
            if (value.Literal is not null && !DateText.IsRelative(value.Literal))
            {
                return type.Kind switch
                {
                    TimestampTz => Printer.TimestampTz(DateText.ParseWithZone(value.Literal, default)),
                    Date => $"CAST({Printer.Timestamp(DateText.Parse(value.Literal, default))} AS DATE)",
                    _ => Printer.Timestamp(DateText.Parse(value.Literal, default)),
                };
            }
        }
        catch (InvalidOperationException)
        {
            // It fails when it runs: TRY_CAST and a branch of CASE that isn't taken are no errors.
        }

        var text = Printer.Cast(value.Sql, SqlType.Varchar());
        return type.Kind switch
        {
            TimestampTz => $"(rs_text_timestamptz({text}, {Printer.TransactionTime}) AT TIME ZONE 'UTC')",
            Date => $"CAST(rs_text_timestamp({text}, {Printer.TransactionTime}) AS DATE)",
            _ => $"rs_text_timestamp({text}, {Printer.TransactionTime})",
        };
    }

    private static DuckSql PrintPlain(Bound value, SqlType type, int position)
    {
        if (value.Type == type)
        {
            return value.Sql;
        }

        return value.Type.Kind is SqlTypeKind.Boolean or Varbyte || (type.IsFloat && value.Type.IsDateTime)
            ? throw NoCast(value.Type, type, position)
            : Printer.Cast(value.Type.IsText || value.IsFlexible ? FromText(value, type) : value.Sql, type);
    }

    private static DuckSql FromText(Bound value, SqlType type)
    {
        var text = Printer.Cast(value.Sql, SqlType.Varchar());
        return type.IsFloat ? $"rs_text_double({text})" : type.Kind switch { Time => $"rs_text_time({text})", TimeTz => $"rs_text_timetz({text})", _ => value.Sql };
    }

    private static SqlError NoCast(SqlType from, SqlType to, int position) => new("42846", $"cannot cast type {TypeNames.Bare(from)} to {TypeNames.Bare(to)}", position);

    /// <summary>A text literal; its type is VARCHAR of its own length in bytes.</summary>
    public static Bound TextLiteral(string value) =>
        new(Printer.Text(value), SqlType.Varchar(Encoding.UTF8.GetByteCount(value))) { Literal = value, IsConstant = true };

    /// <summary>JSON text of a value as a member of SUPER.</summary>
    public static string Json(string text) => JsonText.Quote(text);
}

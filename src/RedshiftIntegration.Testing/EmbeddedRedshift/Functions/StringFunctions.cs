using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

internal static class StringFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("upper", 1, 1, c => Same(c, $"upper")),
        Function.Of("lower", 1, 1, c => Same(c, $"lower")),
        Function.Of("initcap", 1, 1, c => Same(c, $"rs_initcap")),
        Function.Of("reverse", 1, 1, c => Same(c, $"reverse")),
        Function.Of("btrim", 1, 2, c => Trimmed(c, $"trim")),
        Function.Of("ltrim", 1, 2, c => Trimmed(c, $"ltrim")),
        Function.Of("rtrim", 1, 2, c => Trimmed(c, $"rtrim")),
        Function.Of("len", 1, 1, Length),
        Function.Of("length", 1, 1, Length),
        Function.Of("char_length", 1, 1, Length),
        Function.Of("character_length", 1, 1, Length),
        Function.Of("textlen", 1, 1, Length),
        Function.Of("octet_length", 1, 1, OctetLength),
        Function.Of("substring", 2, 3, Substring),
        Function.Of("substr", 2, 3, Substring),
        Function.Of("left", 2, 2, c => c.Result($"left({c.Text(0)}, {NotNegative(c, 1)})", SqlType.Varchar(c.TextLength(0)))),
        Function.Of("right", 2, 2, c => c.Result($"right({c.Text(0)}, {NotNegative(c, 1)})", SqlType.Varchar(c.TextLength(0)))),
        Function.Of("replace", 3, 3, c => c.Result($"replace({c.Text(0)}, {c.Text(1)}, {c.Text(2)})", SqlType.Varchar())),
        Function.Of("translate", 3, 3, c => c.Result($"translate({c.Text(0)}, {c.Text(1)}, {c.Text(2)})", SqlType.Varchar(c.TextLength(0)))),
        Function.Of("repeat", 2, 2, c => c.Result($"repeat({c.Text(0)}, {c.Integer(1)})", SqlType.Varchar())),
        Function.Of("replicate", 2, 2, c => c.Result($"repeat({c.Text(0)}, {c.Integer(1)})", SqlType.Varchar())),
        Function.Of("strpos", 2, 2, c => c.Result(Printer.Cast($"strpos({c.Text(0)}, {c.Text(1)})", SqlType.Integer), SqlType.Integer)),
        Function.Of("charindex", 2, 2, c => c.Result(Printer.Cast($"strpos({c.Text(1)}, {c.Text(0)})", SqlType.Integer), SqlType.Integer)),
        Function.Of("split_part", 3, 3, c => c.Result($"split_part({c.Text(0)}, {c.Text(1)}, {PartNumber(c, 2)})", SqlType.Varchar(c.TextLength(0)))),
        Function.Of("lpad", 2, 3, c => Padded(c, $"lpad")),
        Function.Of("rpad", 2, 3, c => Padded(c, $"rpad")),
        Function.Of("concat", 2, 2, Concatenated),
        Function.Of("octetindex", 2, 2, c => c.Result($"rs_octetindex({c.Text(0)}, {c.Text(1)})", SqlType.Integer)),
        Function.Of("bpcharcmp", 2, 2, Compare),
        Function.Of("bttext_pattern_cmp", 2, 2, Compare),
        Function.Of("soundex", 1, 1, c => c.Result($"rs_soundex({c.Text(0)})", SqlType.Varchar(4))),
        Function.Of("difference", 2, 2, c => c.Result($"rs_difference({c.Text(0)}, {c.Text(1)})", SqlType.Integer)),
        Function.Of("ascii", 1, 1, c => c.Result(Printer.Cast($"ascii({c.Text(0)})", SqlType.Integer), SqlType.Integer)),
        Function.Of("chr", 1, 1, c => c.Result($"rs_chr({c.Integer(0)})", SqlType.Varchar(4))),
        Function.Of("strtol", 2, 2, c => c.Result($"rs_strtol({c.Text(0)}, {c.Integer(1)})", SqlType.BigInt)),
        Function.Of("quote_ident", 1, 1, c => c.Result($"rs_quote_ident({c.Text(0)})", SqlType.Varchar())),
        Function.Of("quote_literal", 1, 1, c => c.Result($"('''' || replace({c.Text(0)}, '''', '''''') || '''')", SqlType.Varchar())),
    ];

    private static SqlType TextType(FunctionCall call)
    {
        var type = call.Argument(0).Type;
        return type.IsText && type.Kind != SqlTypeKind.Name ? SqlType.Varchar(type.Length == 0 ? SqlType.MaximumVarchar : type.Length) : SqlType.Varchar(call.TextLength(0));
    }

    private static Bound Concatenated(FunctionCall call)
    {
        var (left, right) = (call.Argument(0), call.Argument(1));
        return left.Type.Kind == SqlTypeKind.Boolean || right.Type.Kind == SqlTypeKind.Boolean ? throw call.Missing() : call.Binder.Concatenate(left, right, call.Position);
    }

    private static Bound Same(FunctionCall call, DuckSql name) => call.Result($"{name}({call.Text(0)})", TextType(call));

    private static Bound Trimmed(FunctionCall call, DuckSql name) =>
        call.Result($"{name}({call.Text(0)}, {(call.Count == 2 ? call.Text(1) : $"' '")})", TextType(call));

    /// <summary>Characters; CHAR without its padding, which isn't stored, VARBYTE in bytes.</summary>
    private static Bound Length(FunctionCall call)
    {
        var value = call.Argument(0);
        return value.Type.Kind == SqlTypeKind.Varbyte
            ? call.Result(Printer.Cast($"octet_length({value.Sql})", SqlType.Integer), SqlType.Integer)
            : call.Result(Printer.Cast($"length({call.Text(0)})", SqlType.Integer), SqlType.Integer);
    }

    /// <summary>Bytes; a CHAR has its declared length.</summary>
    private static Bound OctetLength(FunctionCall call)
    {
        var value = call.Argument(0);
        DuckSql sql = value.Type.Kind switch
        {
            SqlTypeKind.Varbyte => $"octet_length({value.Sql})",
            SqlTypeKind.Char => $"(CASE WHEN {value.Sql} IS NULL THEN NULL ELSE {Printer.Number(value.Type.Length)} END)",
            _ => $"strlen({call.Text(0)})",
        };
        return call.Result(Printer.Cast(sql, SqlType.Integer), SqlType.Integer);
    }

    /// <summary>Positions before the first character count, as PostgreSQL's do; DuckDB would count them from the end.</summary>
    private static Bound Substring(FunctionCall call)
    {
        var value = call.Argument(0);
        var start = call.Integer(1);
        if (value.Type.Kind == SqlTypeKind.Varbyte)
        {
            var length = call.Count == 3 ? $", 2 * greatest(0, {NotNegative(call, 2)} + least({start} - 1, 0))" : DuckSql.Empty;
            return call.Result($"from_hex(substring(hex({value.Sql}), greatest(2 * ({start}) - 1, 1){length}))", value.Type);
        }

        var count = call.Count == 3 ? $", greatest(0, {NotNegative(call, 2)} + least({start} - 1, 0))" : DuckSql.Empty;
        return call.Result($"substring({call.Text(0)}, greatest({start}, 1){count})", SqlType.Varchar(call.TextLength(0)));
    }

    // DuckDB's error() can't stand within TRY_CAST.
    private static DuckSql NotNegative(FunctionCall call, int index) => $"rs_not_negative({call.Integer(index)})";

    /// <summary>AWS: SPLIT_PART. Parts count from 1; DuckDB would count negative ones from the end.</summary>
    private static DuckSql PartNumber(FunctionCall call, int index) => $"rs_part_number({call.Integer(index)})";

    private static Bound Compare(FunctionCall call)
    {
        (DuckSql a, DuckSql b) = ($"rtrim({call.Text(0)}, ' ')", $"rtrim({call.Text(1)}, ' ')");
        return call.Result(Printer.Cast($"(CASE WHEN {a} > {b} THEN 1 WHEN {a} < {b} THEN -1 WHEN {a} = {b} THEN 0 END)", SqlType.Integer), SqlType.Integer);
    }

    private static Bound Padded(FunctionCall call, DuckSql name)
    {
        var (text, length) = (call.Text(0), call.Integer(1));
        var fill = call.Count == 3 ? call.Text(2) : $"' '";
        DuckSql padded = $"{name}({text}, {length}, {fill})";

        // Nothing fills nothing up: DuckDB takes that for an error.
        DuckSql sql = call.Count == 2 || call.Raw(2).Literal is { Length: > 0 } ? padded : $"(CASE WHEN {fill} = '' THEN left({text}, greatest({length}, 0)) ELSE {padded} END)";
        return call.Result(sql, SqlType.Varchar());
    }
}

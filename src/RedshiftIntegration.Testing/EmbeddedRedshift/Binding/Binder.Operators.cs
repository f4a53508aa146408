using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

internal sealed partial class Binder
{
    /// <summary>A left-deep chain is bound from its bottom up, without recursion along it.</summary>
    private Bound Chain(BinaryExpr top, Scope scope)
    {
        var chain = new Stack<BinaryExpr>();
        Expr bottom = top;
        while (bottom is BinaryExpr binary)
        {
            chain.Push(binary);
            bottom = binary.Left;
        }

        if (bottom is RowExpr row)
        {
            return Rows(chain.Pop(), row, scope, chain);
        }

        var left = Bind(bottom, scope);
        while (chain.TryPop(out var binary))
        {
            left = Operate(binary, left, Bind(binary.Right, scope));
            left = chain.Count > 0 ? GroupKey(left) : left;
        }

        return left;
    }

    private Bound Rows(BinaryExpr binary, RowExpr left, Scope scope, Stack<BinaryExpr> rest)
    {
        if (binary.Operator is not ("=" or "<>") || binary.Right is not RowExpr right || right.Items.Length != left.Items.Length)
        {
            throw new SqlError("0A000", "this form of row comparison is not supported", binary.Position);
        }

        var parts = left.Items.Zip(right.Items, (a, b) => TypeRules.Compare("=", Bind(a, scope), Bind(b, scope), b.Position).Sql);
        DuckSql sql = $"({DuckSql.Join($" AND ", parts)})";
        var result = new Bound(binary.Operator == "=" ? sql : $"(NOT {sql})", SqlType.Boolean);
        while (rest.TryPop(out var next))
        {
            result = Operate(next, result, Bind(next.Right, scope));
        }

        return result;
    }

    private Bound Operate(BinaryExpr expr, Bound left, Bound right)
    {
        var position = expr.Position;
        switch (expr.Operator)
        {
            case "AND" or "OR":
                return new Bound($"({Logical(left, expr.Operator, position)} {Printer.Word(expr.Operator)} {Logical(right, expr.Operator, position)})", SqlType.Boolean);
            case "=" or "<>" or "<" or ">" or "<=" or ">=":
                return TypeRules.Compare(expr.Operator, Infer(left, right), Infer(right, left), position);
            case "||":
                return Concatenate(left, right, position);
            case "+" or "-" or "*" or "/" or "%" or "^":
                return Arithmetic(expr.Operator, left, right, position);
            case "~" or "~*" or "!~" or "!~*":
                return Regular(expr.Operator, left, right, position);
            case "~~" or "!~~" or "~~*" or "!~~*":
                return PrintLike(expr.Operator.EndsWith('*') ? "ILIKE" : "LIKE", expr.Operator.StartsWith('!'), left, right, null, position);
            case "&" or "|" or "#" or "<<" or ">>":
                return Bits(expr.Operator, left, right, position);
            default:
                throw new SqlError("42883", $"operator does not exist: {TypeNames.Bare(left.Type)} {expr.Operator} {TypeNames.Bare(right.Type)}", position);
        }
    }

    /// <summary>A parameter of open type takes the type of the other side.</summary>
    private Bound Infer(Bound value, Bound other)
    {
        if (value.OpenParameter is not { } number || value.Type.Kind != SqlTypeKind.Unknown)
        {
            return value;
        }

        var type = other.IsFlexible || other.Type.Kind == SqlTypeKind.Super ? SqlType.Varchar() : other.Type;
        parameters.TryAdd(number, type);
        return new Bound(Printer.Cast(value.Sql, type), type) { IsConstant = true };
    }

    private static DuckSql Logical(Bound value, string clause, int position) =>
        value.Type.Kind == SqlTypeKind.Boolean ? value.Sql
        : value.IsFlexible ? Coercions.Explicit(value, SqlType.Boolean, position).Sql
        : throw new SqlError("42804", $"argument of {clause} must be type boolean, not type {TypeNames.Bare(value.Type)}", position);

    private Bound Unary(UnaryExpr expr, Scope scope)
    {
        var value = Bind(expr.Operand, scope);
        switch (expr.Operator)
        {
            case "NOT":
                return new Bound($"(NOT {Logical(value, "NOT", expr.Position)})", SqlType.Boolean);
            case "-" or "+" when value.Type.IsNumber || value.Type.Kind == SqlTypeKind.Interval:
                return expr.Operator == "+" ? value : Negated(expr, value);
            case "-" or "+" when value.IsFlexible:
                return new Bound($"(- {Coercions.Explicit(value, SqlType.Double, expr.Position).Sql})", SqlType.Double);
            case "@" when value.Type.IsNumber:
                return new Bound($"abs({value.Sql})", value.Type);
            case "|/" when value.Type.IsNumber:
                return new Bound($"sqrt(CAST({value.Sql} AS DOUBLE))", SqlType.Double);
            case "||/" when value.Type.IsNumber:
                return new Bound($"cbrt(CAST({value.Sql} AS DOUBLE))", SqlType.Double);
            case "~" when value.Type.IsInteger:
                return new Bound($"(~ {value.Sql})", value.Type);
            default:
                throw new SqlError("42883", $"operator does not exist: {expr.Operator} {TypeNames.Bare(value.Type)}", expr.Position);
        }
    }

    /// <summary>-9223372036854775808 is one literal, though its digits alone are out of range.</summary>
    private static Bound Negated(UnaryExpr expr, Bound value) => expr.Operand is NumberLiteral { Text: "9223372036854775808" }
        ? new Bound($"CAST('-9223372036854775808' AS BIGINT)", SqlType.BigInt) { IsConstant = true }
        : expr.Operand is NumberLiteral { Text: "2147483648" } ? new Bound($"CAST('-2147483648' AS INTEGER)", SqlType.Integer) { IsConstant = true }
        : new Bound($"(- {value.Sql})", value.Type) { IsConstant = value.IsConstant };

    public Bound Concatenate(Bound left, Bound right, int position)
    {
        if (left.Type.Kind == SqlTypeKind.Varbyte && right.Type.Kind == SqlTypeKind.Varbyte)
        {
            return new Bound($"({left.Sql} || {right.Sql})", left.Type with { Length = Math.Min(16_777_216, left.Type.Length + right.Type.Length) });
        }

        if (HasNoText(left.Type) || HasNoText(right.Type))
        {
            throw new SqlError("42883", $"operator does not exist: {TypeNames.Bare(left.Type)} || {TypeNames.Bare(right.Type)}", position);
        }

        int Length(Bound b) => b.Type.IsText && b.Type.Length > 0 ? b.Type.Length : b.Type.IsNumber || b.Type.IsDateTime ? 64 : SqlType.MaximumVarchar;
        return new Bound($"({TextOf(left)} || {TextOf(right)})", SqlType.Varchar(Length(left) + Length(right)));
    }

    private static bool HasNoText(SqlType type) => type.Kind is SqlTypeKind.Interval or SqlTypeKind.Varbyte or SqlTypeKind.Boolean;

    private DuckSql TextOf(Bound value) => Printer.Cast(Coercions.Text(Settle(value)), SqlType.Varchar());

    private Bound Arithmetic(string symbol, Bound left, Bound right, int position)
    {
        if (IsDate(left) || IsDate(right) || left.Type.Kind == SqlTypeKind.Interval || right.Type.Kind == SqlTypeKind.Interval)
        {
            return DateArithmetic(symbol, left, right, position);
        }

        left = Numeric(left, right, position, symbol);
        right = Numeric(right, left, position, symbol);
        if (symbol is "/" or "%")
        {
            return TypeRules.Divide(left, right, symbol == "%");
        }

        if (symbol == "^" || left.Type.IsFloat || right.Type.IsFloat)
        {
            (DuckSql a, DuckSql b) = ($"CAST({left.Sql} AS DOUBLE)", $"CAST({right.Sql} AS DOUBLE)");
            // AWS: r_numeric_computations201. Two FLOAT4 give a FLOAT4, all else with a float a FLOAT8.
            DuckSql sql = $"{FloatFunction(symbol)}({a}, {b})";
            return left.Type.Kind == SqlTypeKind.Real && right.Type.Kind == SqlTypeKind.Real && symbol != "^"
                ? new Bound(Printer.Cast(sql, SqlType.Real), SqlType.Real)
                : new Bound(sql, SqlType.Double);
        }

        if (left.Type.IsInteger && right.Type.IsInteger)
        {
            var wider = TypeRules.WiderInteger(left.Type, right.Type);
            return new Bound($"(CAST({left.Sql} AS {Printer.TypeName(wider)}) {Printer.Word(symbol)} CAST({right.Sql} AS {Printer.TypeName(wider)}))", wider);
        }

        var (x, y) = (TypeRules.AsDecimal(left.Type), TypeRules.AsDecimal(right.Type));
        var type = symbol == "*" ? TypeRules.Multiply(x, y) : TypeRules.Add(x, y);
        return new Bound(Printer.Cast($"({Printer.Cast(left.Sql, x)} {Printer.Word(symbol)} {Printer.Cast(right.Sql, y)})", type), type);
    }

    /// <summary>DuckDB's own operators give an infinity where a number is too large.</summary>
    private static DuckSql FloatFunction(string symbol) => symbol switch { "+" => $"rs_fadd", "-" => $"rs_fsub", "*" => $"rs_fmul", _ => $"rs_pow" };

    private static bool IsDate(Bound value) => value.Type.IsDateTime || value.Type.Kind == SqlTypeKind.Time;

    private Bound Numeric(Bound value, Bound other, int position, string symbol)
    {
        if (value.Type.Kind == SqlTypeKind.Super)
        {
            throw SqlError.NotSupported($"{symbol} on a SUPER value without a cast", position);
        }

        if (value.IsFlexible)
        {
            var type = other.Type.IsNumber && !other.IsFlexible ? other.Type : SqlType.Double;
            return value.OpenParameter is not null ? Infer(value with { Type = SqlType.Unknown }, new Bound(DuckSql.Empty, type)) : Coercions.Explicit(value, type, position);
        }

        return value.Type.IsNumber ? value : throw new SqlError("42883", $"operator does not exist: {TypeNames.Bare(value.Type)} {symbol} {TypeNames.Bare(other.Type)}", position);
    }

    private static Bound DateArithmetic(string symbol, Bound left, Bound right, int position)
    {
        var (a, b) = (left.Type, right.Type);
        if (left.Literal is not null && IsDate(right) && symbol == "-")
        {
            (left, a) = (Coercions.Explicit(left, b, position), b);
        }

        if (right.Literal is not null && IsDate(left) && symbol == "-")
        {
            (right, b) = (Coercions.Explicit(right, a, position), a);
        }

        return (symbol, a.Kind, b.Kind) switch
        {
            ("+" or "-", SqlTypeKind.Date, _) when b.IsInteger => new Bound($"({left.Sql} {Printer.Word(symbol)} CAST({right.Sql} AS INTEGER))", SqlType.Date),
            ("+", _, SqlTypeKind.Date) when a.IsInteger => new Bound($"({right.Sql} + CAST({left.Sql} AS INTEGER))", SqlType.Date),
            ("-", SqlTypeKind.Date, SqlTypeKind.Date) => new Bound(Printer.Cast($"({left.Sql} - {right.Sql})", SqlType.BigInt), SqlType.BigInt),
            ("-", _, _) when a.IsDateTime && b.IsDateTime => new Bound($"({Printer.Cast(left.Sql, SqlType.Timestamp)} - {Printer.Cast(right.Sql, SqlType.Timestamp)})", SqlType.Interval),
            ("+" or "-", _, SqlTypeKind.Interval) when a.IsDateTime => new Bound($"({left.Sql} {Printer.Word(symbol)} {right.Sql})", a.Kind == SqlTypeKind.Date ? SqlType.Timestamp : a),
            ("+", SqlTypeKind.Interval, _) when b.IsDateTime => new Bound($"({right.Sql} + {left.Sql})", b.Kind == SqlTypeKind.Date ? SqlType.Timestamp : b),
            ("+" or "-", SqlTypeKind.Interval, SqlTypeKind.Interval) => new Bound($"({left.Sql} {Printer.Word(symbol)} {right.Sql})", SqlType.Interval),
            ("*", SqlTypeKind.Interval, _) when b.IsNumber => new Bound($"({left.Sql} * {right.Sql})", SqlType.Interval),
            ("*", _, SqlTypeKind.Interval) when a.IsNumber => new Bound($"({right.Sql} * {left.Sql})", SqlType.Interval),
            _ => throw new SqlError("42883", $"operator does not exist: {TypeNames.Bare(a)} {symbol} {TypeNames.Bare(b)}", position),
        };
    }

    private Bound Regular(string symbol, Bound left, Bound right, int position)
    {
        var options = Printer.Text(symbol.EndsWith('*') ? "i" : "");
        DuckSql sql = $"rs_regexp_matches({TextArgument(left, symbol, position)}, {TextArgument(right, symbol, position)}, {options})";
        return new Bound(symbol.StartsWith('!') ? $"(NOT {sql})" : sql, SqlType.Boolean);
    }

    /// <summary>AWS: c_Supported_data_types. Dates, times and numbers become texts by themselves, for LIKE as for functions.</summary>
    private DuckSql TextArgument(Bound value, string symbol, int position)
    {
        value = Settle(value);
        return !HasNoText(value.Type) ? Coercions.Text(value)
            : throw new SqlError("42883", $"operator does not exist: {TypeNames.Bare(value.Type)} {symbol} character varying", position);
    }

    private static Bound Bits(string symbol, Bound left, Bound right, int position)
    {
        if (!left.Type.IsInteger || !right.Type.IsInteger)
        {
            throw new SqlError("42883", $"operator does not exist: {TypeNames.Bare(left.Type)} {symbol} {TypeNames.Bare(right.Type)}", position);
        }

        var type = symbol is "<<" or ">>" ? left.Type : TypeRules.WiderInteger(left.Type, right.Type);
        return new Bound(symbol == "#" ? Printer.Cast($"xor({left.Sql}, {right.Sql})", type) : Printer.Cast($"({left.Sql} {Printer.Word(symbol)} {right.Sql})", type), type);
    }
}

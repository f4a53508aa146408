using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>One call being bound: what a function's entry in the table works with.</summary>
internal sealed class FunctionCall(Binder binder, CallExpr expr, Scope scope)
{
    public Binder Binder { get; } = binder;

    public CallExpr Expr { get; } = expr;

    public Scope Scope { get; } = scope;

    public int Count => Expr.Arguments.Length;

    public int Position => Expr.Position;

    public BindContext Context => Binder.Context;

    /// <summary>An argument as it comes, an untyped one as VARCHAR.</summary>
    public Bound Argument(int index) => Binder.Settle(Raw(index));

    public Bound Raw(int index) => Binder.Bind(Expr.Arguments[index], Scope);

    /// <summary>An argument as DuckDB VARCHAR.</summary>
    public DuckSql Text(int index)
    {
        var value = Argument(index);
        return value.Type.Kind is SqlTypeKind.Interval or SqlTypeKind.Varbyte or SqlTypeKind.Boolean
            ? throw Missing()
            : Printer.Cast(Coercions.Text(value), SqlType.Varchar());
    }

    /// <summary>The most bytes that an argument's text can have.</summary>
    public int TextLength(int index)
    {
        var type = Argument(index).Type;
        return type.IsText && type.Length > 0 ? type.Length : type.IsNumber || type.IsDateTime ? 64 : SqlType.MaximumVarchar;
    }

    public DuckSql As(int index, SqlType type)
    {
        var value = Raw(index);
        if (value.Type.IsText && !value.IsFlexible && !type.IsText)
        {
            throw Missing();
        }

        return Coercions.Implicit(value, type, Expr.Arguments[index].Position).Sql;
    }

    public DuckSql Integer(int index) => As(index, SqlType.Integer);

    public DuckSql Double(int index) => As(index, SqlType.Double);

    /// <summary>A number of any kind; a literal is a double.</summary>
    public Bound Number(int index)
    {
        var value = Raw(index);
        return value.Type.IsNumber ? value
            : value.IsFlexible ? Coercions.Explicit(value, SqlType.Double, Expr.Arguments[index].Position)
            : value.Type.Kind == SqlTypeKind.Super ? throw SqlError.NotSupported($"{Expr.Name.ToUpperInvariant()} of a SUPER value without a cast", Expr.Arguments[index].Position)
            : throw Missing();
    }

    /// <summary>A date or time of any kind; a literal is a time stamp.</summary>
    public Bound Moment(int index)
    {
        var value = Raw(index);
        return value.Type.Kind is SqlTypeKind.Time or SqlTypeKind.TimeTz ? value : DateTime(index);
    }

    /// <summary>A TIMESTAMPTZ as the session's clock shows it: UTC, the only zone that the double's sessions have.</summary>
    public static Bound Local(Bound value) => value.Type.Kind == SqlTypeKind.TimestampTz
        ? new Bound($"({value.Sql} AT TIME ZONE 'UTC')", SqlType.Timestamp)
        : value.Type.Kind == SqlTypeKind.Date ? new Bound(Printer.Cast(value.Sql, SqlType.Timestamp), SqlType.Timestamp) : value;

    /// <summary>A date or time stamp; a literal is a time stamp.</summary>
    public Bound DateTime(int index)
    {
        var value = Raw(index);
        return value.Type.IsDateTime ? value
            : value.IsFlexible ? Coercions.Explicit(value, SqlType.Timestamp, Expr.Arguments[index].Position)
            : throw Missing();
    }

    /// <summary>A date part: a bare word or a text.</summary>
    public string Part(int index)
    {
        var text = Expr.Arguments[index] switch
        {
            PathExpr { Steps: [{ Name: { } name }] } => name,
            TextLiteral literal => literal.Value,
            _ => throw new SqlError("42601", $"{Expr.Name} takes the name of a date part", Expr.Arguments[index].Position),
        };
        return DateParts.Normalize(text) ?? throw new SqlError("22023", $"\"{text}\" is not a date part of {Expr.Name}", Expr.Arguments[index].Position);
    }

    public Bound Result(DuckSql sql, SqlType type) => new(sql, type) { Name = Expr.Name };

    /// <summary>42883: no function of this name takes these arguments.</summary>
    public SqlError Missing()
    {
        var types = Expr.Star ? "*" : string.Join(", ", Expr.Arguments.Select(ArgumentType));
        return new SqlError(
            "42883", $"function {Expr.Name}({types}) does not exist", Position, hint: "No function matches the given name and argument types. You may need to add explicit type casts.");
    }

    private string ArgumentType(Expr argument)
    {
        try
        {
            return TypeNames.Bare(Binder.Bind(argument, Scope).Type);
        }
        catch (SqlError e) when (e.SqlState != "42883")
        {
            return "unknown";
        }
    }
}

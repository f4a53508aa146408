using RedshiftIntegration.Testing.Binding;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>One entry of the function table.</summary>
internal sealed record Function(string Name, Func<FunctionCall, Bound> Bind)
{
    /// <summary>The name that a result column has by default where it is not the function's own (AWS's pages show it in their examples).</summary>
    public string? ColumnName { get; init; }

    /// <summary>An entry that first checks the number of arguments.</summary>
    public static Function Of(string name, int least, int most, Func<FunctionCall, Bound> bind) =>
        new(name, call => call.Count >= least && call.Count <= most && !call.Expr.Star ? bind(call) : throw call.Missing());

    public Function Named(string columnName) => this with { ColumnName = columnName };
}

using RedshiftIntegration.Testing.Binding;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>One entry of the function table.</summary>
internal sealed record Function(string Name, Func<FunctionCall, Bound> Bind)
{
    /// <summary>An entry that first checks the number of arguments.</summary>
    public static Function Of(string name, int least, int most, Func<FunctionCall, Bound> bind) =>
        new(name, call => call.Count >= least && call.Count <= most && !call.Expr.Star ? bind(call) : throw call.Missing());
}

using RedshiftIntegration.Testing.Binding;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>
/// What a bound statement may use while it runs: the session's DuckDB connection, the session's catalogue view, parameters, clock, AWS, cancellation.
/// Made anew by the session for each execution.
/// </summary>
internal sealed class Execution
{
    public required BindContext Context { get; init; }

    /// <summary>Values of $1 ... in the CLR forms that <see cref="SqlType"/> names.</summary>
    public IReadOnlyList<object?> Parameters { get; init; } = [];

    public CancellationToken Cancellation { get; init; }
}

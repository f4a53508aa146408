using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>A bound statement that is one function.</summary>
internal sealed class PlainBound(Func<Execution, StatementResult> run) : BoundStatement
{
    public override StatementResult Run(Execution execution) => run(execution);
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>A query of a driver that is recognised by its text and has always the same answer; it runs outside of transactions and history.</summary>
internal sealed class FixedAnswer : Statement
{
    public required ImmutableArray<ResultColumn> Columns { get; init; }

    public required StatementResult Result { get; init; }

    public override BoundStatement Bind(BindContext context) => new Bound { Effects = Effects.None, Columns = Columns, Answer = Result };

    private sealed class Bound : BoundStatement
    {
        public required StatementResult Answer { get; init; }

        public override StatementResult Run(Execution execution) => Answer;
    }
}

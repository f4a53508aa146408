using System.Collections.Immutable;

namespace RedshiftIntegration;

/// <summary>One or more definitions, or the options, are wrong (RSI1xxx). <see cref="Problems"/> has all of them.</summary>
public sealed class PipelineDefinitionException : RedshiftIntegrationException
{
    internal PipelineDefinitionException(string subject, ImmutableArray<Problem> problems)
        : base(problems[0].Id, Describe(subject, problems), null) => Problems = problems;

    /// <summary>All problems that were found, in the order of the definition.</summary>
    public ImmutableArray<Problem> Problems { get; }

    private static string Describe(string subject, ImmutableArray<Problem> problems) =>
        problems.Length == 1
            ? $"{subject} has a problem. {problems[0]}"
            : $"{subject} has {problems.Length} problems:{string.Concat(problems.Select(p => $"{System.Environment.NewLine}  {p}"))}";
}

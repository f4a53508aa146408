using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Definition;

/// <summary>What can be known to be wrong with expectations without asking a database.</summary>
internal static class ExpectationValidator
{
    private const double MaxPercent = 1_000_000;

    public static IEnumerable<Problem> Validate(PipelineDefinition definition)
    {
        foreach (Expectation expectation in definition.Expectations)
        {
            foreach (Problem problem in Of(expectation, definition))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> Of(Expectation expectation, PipelineDefinition definition)
    {
        string? fault = expectation switch
        {
            NotNullExpectation { Names.Count: 0 } or UniqueExpectation { Names.Count: 0 } => "names no column",
            BetweenExpectation between when between.Low > between.High => "has a lower bound above the upper one",
            RowCountExpectation count when !(count.Percent is >= 0 and <= MaxPercent) => "has a percentage that is none: give 0 to 1000000",
            FreshExpectation fresh when fresh.Age <= TimeSpan.Zero => "has an age that is not above zero",
            FreshExpectation when definition.Source.Cursor is null => "needs a cursor, and the source is not read incrementally: add IncrementalBy",
            _ => null,
        };
        if (fault is not null)
        {
            yield return ExpectationProblems.Unusable(expectation.ToString(), fault);
        }

        if (expectation is MatchesExpectation matches && PosixPattern.Fault(matches.Pattern) is { } wrong)
        {
            yield return ExpectationProblems.BadPattern(matches.Name, matches.Pattern, wrong);
        }

        foreach (string column in Unknown(expectation, definition.Map))
        {
            yield return ExpectationProblems.UnknownColumn(expectation.ToString(), column, NearNames.Hint(column, definition.Map.Fields.Select(f => f.TargetColumn)));
        }
    }

    private static IEnumerable<string> Unknown(Expectation expectation, MapSpec map) => map.IncludesRest
        ? []
        : expectation.Columns.Where(c => !map.Fields.Any(f => string.Equals(f.TargetColumn, c, StringComparison.Ordinal)));
}

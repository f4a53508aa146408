namespace RedshiftIntegration;

/// <summary>The base of every error that this library reports. A cancelled token gives <see cref="OperationCanceledException"/> instead.</summary>
public abstract class RedshiftIntegrationException : Exception
{
    private protected RedshiftIntegrationException(Problem problem, bool isTransient, Exception? inner)
        : base(problem.ToString(), inner)
    {
        Problem = problem;
        IsTransient = isTransient;
        base.HelpLink = problem.HelpLink;
    }

    private protected RedshiftIntegrationException(string problemId, string message, Exception? inner)
        : base(message, inner)
    {
        Problem = new Problem(problemId, message, string.Empty);
        base.HelpLink = Problem.HelpLink;
    }

    /// <summary>The problem's id, for example <c>RSI4001</c>; each has a page in docs/errors.</summary>
    public string ProblemId => Problem.Id;

    /// <summary>Whether the same call may succeed later without a change.</summary>
    public bool IsTransient { get; }

    internal Problem Problem { get; }
}

namespace RedshiftIntegration;

/// <summary>One thing that is wrong with a definition, a configuration or a plan: what, where, and what to do.</summary>
public sealed record Problem
{
    internal Problem(string id, string message, string remedy)
    {
        Id = id;
        Message = message;
        Remedy = remedy;
    }

    /// <summary>The problem's id, for example <c>RSI1001</c>; each has a page in docs/errors.</summary>
    public string Id { get; }

    /// <summary>What is wrong and where.</summary>
    public string Message { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>The page that explains the problem.</summary>
    public string HelpLink => $"docs/errors/{Id}.md";

    /// <summary>Id, message and remedy on one line.</summary>
    public override string ToString() => $"{Id}: {Message} {Remedy}";
}

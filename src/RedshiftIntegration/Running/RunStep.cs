namespace RedshiftIntegration;

/// <summary>One step of a run.</summary>
public sealed record RunStep
{
    internal RunStep()
    {
    }

    /// <summary>The step's name, for example <c>extract</c> or <c>merge</c>.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>Rows that it worked on, where that can be told.</summary>
    public long? Rows { get; internal init; }
}

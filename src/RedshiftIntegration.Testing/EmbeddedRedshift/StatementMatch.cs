using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing;

/// <summary>Says which statements of an <see cref="EmbeddedRedshift"/> a fault of <see cref="RedshiftFaults"/> acts on. A text is the name of a step.</summary>
/// <remarks>
/// Statements count when they are about to run: those that can't be parsed or bound don't. BEGIN, COMMIT and ROLLBACK have the steps <c>begin</c>,
/// <c>commit</c> and <c>rollback</c> unless their comment names another.
/// </remarks>
/// <example>
/// <code>
/// redshift.Faults.Fail("merge", RedshiftFaults.SerializationConflict);                 // the next statement /* rsi ... step=merge */
/// redshift.Faults.Fail(StatementMatch.Command("COPY").Nth(2), RedshiftFaults.DiskFull);  // the second COPY from now
/// redshift.Faults.Drop(StatementMatch.Text("INSERT INTO audit"), after: true);
/// </code>
/// </example>
public sealed record StatementMatch
{
    private readonly By by;
    private readonly string value;
    private readonly Func<string, bool>? condition;

    private StatementMatch(By by, string value, Func<string, bool>? condition = null)
    {
        this.by = by;
        this.value = value;
        this.condition = condition;
    }

    private enum By
    {
        Any,
        Step,
        Command,
        Text,
        Condition,
    }

    /// <summary>Every statement.</summary>
    public static StatementMatch Any { get; } = new(By.Any, "");

    /// <summary>Which one of the matching statements, counted from 1 when the fault is set; null for all.</summary>
    internal int? Ordinal { get; private init; }

    /// <summary>Statements of the step that their leading comment names, as in <c>/* rsi run=r1 step=copy */ COPY ...</c>; without regard to case.</summary>
    /// <param name="step">The step's name.</param>
    public static StatementMatch Step(string step) => new(By.Step, Given(step, nameof(step)).ToUpperInvariant());

    /// <summary>Statements that begin with these words, such as <c>COPY</c> or <c>CREATE TEMP TABLE</c>; without regard to case and comments.</summary>
    /// <param name="words">One or several words with blanks between them.</param>
    public static StatementMatch Command(string words) => new(By.Command, string.Join(' ', Given(words, nameof(words)).ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Statements whose text holds a part, comments included; without regard to case.</summary>
    /// <param name="part">The part.</param>
    public static StatementMatch Text(string part) => new(By.Text, Given(part, nameof(part)));

    /// <summary>Statements whose text fulfils a condition.</summary>
    /// <param name="text">Is given the statement's text without its semicolon. It is called on the thread that runs the statement and must not run one itself.</param>
    public static StatementMatch Where(Func<string, bool> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new StatementMatch(By.Condition, "", text);
    }

    /// <summary>Statements of a step.</summary>
    /// <param name="step">The step's name.</param>
    public static implicit operator StatementMatch(string step) => Step(step);

    /// <summary>Only one of the matching statements.</summary>
    /// <param name="number">1 for the first that comes after the fault was set, of all sessions.</param>
    public StatementMatch Nth(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return this with { Ordinal = number };
    }

    internal bool Matches(string? step, string text) => by switch
    {
        By.Any => true,
        By.Step => string.Equals(step, value, StringComparison.OrdinalIgnoreCase),
        By.Command => LeadingWords.Of(text).Take(value.Count(c => c == ' ') + 1).SequenceEqual(value.Split(' '), StringComparer.OrdinalIgnoreCase),
        By.Text => text.Contains(value, StringComparison.OrdinalIgnoreCase),
        _ => condition!(text),
    };

    private static string Given(string value, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return value;
    }
}

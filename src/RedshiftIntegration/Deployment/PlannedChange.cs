using System.Collections.Immutable;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration;

/// <summary>One object of a plan and what happens to it.</summary>
public sealed record PlannedChange
{
    internal PlannedChange()
    {
    }

    /// <summary>The kind of object, for example <c>redshift table</c>.</summary>
    public string Kind { get; internal init; } = string.Empty;

    /// <summary>Its name, for example <c>analytics.orders</c>.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>What happens to it.</summary>
    public ChangeAction Action { get; internal init; }

    /// <summary>Why.</summary>
    public string Reason { get; internal init; } = string.Empty;

    /// <summary>One line per column or changed member.</summary>
    public ImmutableArray<string> Details { get; internal init; } = [];

    internal ImmutableArray<string> Sql { get; init; } = [];

    internal string Ground { get; init; } = string.Empty;

    internal bool NeedsApproval { get; init; }

    /// <summary>What is compared again, and carried out, by apply.</summary>
    internal IResource? Resource { get; init; }
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>A statement with its present meaning. A change of the catalogue gives it a new one, by <see cref="Session.Refresh"/>.</summary>
internal sealed class Prepared(Statement? statement, IReadOnlyList<SqlType?> declared)
{
    /// <summary>An empty text or comments alone.</summary>
    public static Prepared Nothing => new(null, []);

    public bool IsNothing => statement is null;

    public Statement Statement => statement ?? throw new InvalidOperationException("An empty statement has no meaning to ask for.");

    public IReadOnlyList<SqlType?> Declared { get; } = declared;

    public BoundStatement? Bound { get; set; }

    /// <summary>The catalogue's version that <see cref="Bound"/> was made under; null when it must be made anew in any case.</summary>
    public int? Version { get; set; }

    /// <summary>A second run binds again: GETDATE() and its kin got their value when the statement was bound.</summary>
    public bool WasRun { get; set; }

    public ImmutableArray<ResultColumn> Columns => Bound?.Columns ?? [];

    public ImmutableArray<SqlType> ParameterTypes => Bound?.ParameterTypes ?? [];
}

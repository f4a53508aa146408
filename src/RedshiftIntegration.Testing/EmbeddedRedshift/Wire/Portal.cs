using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>A prepared statement with its parameters; after the first Execute it holds the rows that a client with a row limit hasn't fetched yet.</summary>
internal sealed class Portal(Prepared statement, object?[] parameters, Formats formats)
{
    public Prepared Statement { get; } = statement;

    public object?[] Parameters { get; } = parameters;

    public Formats Formats { get; } = formats;

    public StatementResult? Result { get; set; }

    public int Next { get; set; }
}

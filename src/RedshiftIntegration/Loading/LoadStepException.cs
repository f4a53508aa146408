using Npgsql;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Loading;

/// <summary>A statement failed and the transaction with it. Never leaves the loader.</summary>
internal sealed class LoadStepException(LoadStatement statement, NpgsqlException inner) : Exception(inner.Message, inner)
{
    public LoadStatement Statement { get; } = statement;

    public NpgsqlException Cause { get; } = inner;
}

/// <summary>The connection broke in COMMIT. Never leaves the loader.</summary>
internal sealed class CommitLostException(Exception inner) : Exception(inner.Message, inner);

/// <summary>The transaction has left no trace and may pass when it is repeated. Never leaves the loader.</summary>
internal sealed class LoadConflictException(string step, Exception inner) : Exception(inner.Message, inner)
{
    public string Step { get; } = step;

    public int Attempts { get; set; } = 1;
}

using Npgsql;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>An object in Redshift: compared over one connection, made by the SQL of its difference.</summary>
internal abstract class RedshiftResource(RedshiftTarget target) : IResource
{
    private const int Attempts = 4;

    public abstract string Kind { get; }

    public abstract string Name { get; }

    public virtual IReadOnlyList<string> DependsOn => [];

    protected RedshiftTarget Target => target;

    protected string ControlSchemaName => target.Options.ControlSchema;

    public Task<ResourceDifference> CompareAsync(CancellationToken cancellationToken) => ConnectAsync(connection => CompareAsync(connection, cancellationToken), cancellationToken);

    /// <summary>Somebody else may apply the same plan at the same time: what is then already there is compared anew.</summary>
    public async Task ApplyAsync(ResourceDifference difference, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync(difference, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (PostgresException exception) when (attempt < Attempts && (IsThereAlready(exception) || RedshiftFailure.KindOf(exception) == FailureKind.Conflict))
            {
                string ground = difference.Ground;
                difference = await CompareAsync(cancellationToken).ConfigureAwait(false);
                if (difference.Action == ChangeAction.None)
                {
                    return;
                }

                if (difference.NeedsApproval || (IsThereAlready(exception) && string.Equals(ground, difference.Ground, StringComparison.Ordinal)))
                {
                    throw Translate(exception);
                }
            }
            catch (NpgsqlException exception)
            {
                throw Translate(exception);
            }
        }
    }

    /// <summary>A schema of another target is another schema.</summary>
    protected string Qualified(string name) => target.Name.Length == 0 ? name : $"{name} in {target.Name}";

    protected abstract Task<ResourceDifference> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken);

    private static bool IsThereAlready(PostgresException exception) => exception.SqlState is "42P07" or "42P06" or "42701";

    private async Task RunAsync(ResourceDifference difference, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            foreach (string sql in difference.Sql)
            {
                // LOCK of a gate waits for the load that holds it.
                NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
                await using (command.ConfigureAwait(false))
                {
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task<ResourceDifference> ConnectAsync(Func<NpgsqlConnection, Task<ResourceDifference>> compare, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await compare(connection).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException exception)
        {
            throw Translate(exception);
        }
    }

    private DeploymentException Translate(NpgsqlException exception)
    {
        FailureKind kind = RedshiftFailure.KindOf(exception);
        string reason = RedshiftFailure.ReasonOf(exception);
        return kind switch
        {
            FailureKind.Lost or FailureKind.Connection => new DeploymentException(DeploymentProblems.Connection(target.Display, reason), kind == FailureKind.Lost, exception),
            FailureKind.Permission => new DeploymentException(DeploymentProblems.Permission(Kind, Name, reason), inner: exception),
            FailureKind.DivisionByZero => new DeploymentException(DeploymentProblems.HasRows(Name), inner: exception),
            _ => new DeploymentException(DeploymentProblems.Refused(Kind, Name, (exception as PostgresException)?.SqlState ?? string.Empty, reason), kind == FailureKind.Conflict, exception),
        };
    }
}

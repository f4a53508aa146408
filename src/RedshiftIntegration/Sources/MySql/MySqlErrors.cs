using System.Net.Sockets;
using System.Security.Authentication;
using MySqlConnector;
using RedshiftIntegration.Errors;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>What the driver and the server report, as problems with a remedy.</summary>
internal static class MySqlErrors
{
    // Numbers that the driver's enumeration does not name (MariaDB, "MariaDB Error Codes"; MySQL, "Server Error Message Reference").
    private const MySqlErrorCode AccessDeniedNoPassword = (MySqlErrorCode)1698;
    private const MySqlErrorCode SpecificAccessDenied = (MySqlErrorCode)1227;

    /// <summary>The error to throw instead of <paramref name="error"/>; cancellation stays cancellation.</summary>
    /// <param name="connection">The connection's name.</param>
    /// <param name="table">The table or the query's name; empty while connecting.</param>
    public static Exception Translate(Exception error, string connection, string table, CancellationToken cancellationToken)
    {
        if (error is RedshiftIntegrationException)
        {
            return error;
        }

        if (error is OperationCanceledException || cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException("The read was cancelled.", error, cancellationToken);
        }

        // Only a condition that no definition has checked: PredicateText.Render.
        if (error is FormatException)
        {
            return SourceProblems.BadPredicate(connection, table, error.Message);
        }

        // A server that gave up on a slow reader shows as a bare SocketException.
        return error is MySqlException server ? OfServer(server, connection, table) : SourceProblems.ConnectionLost(connection, table, error);
    }

    private static SourceReadException OfServer(MySqlException error, string connection, string table) => error.ErrorCode switch
    {
        MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied
            or MySqlErrorCode.NotSupportedAuthMode or AccessDeniedNoPassword or SpecificAccessDenied => SourceProblems.Denied(connection, table, error),
        MySqlErrorCode.UnknownDatabase or MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownTable =>
            SourceProblems.UnknownTable(connection, table.Length == 0 ? "(the database of the connection string)" : table, error),
        MySqlErrorCode.BadFieldError => SourceProblems.UnknownColumn(connection, table, NameIn(error.Message), error),
        MySqlErrorCode.TableDefinitionChanged => SourceProblems.ChangedWhileOpened(connection, table, error),
        MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout => SourceProblems.Locked(connection, table, error),
        _ when HasInner<AuthenticationException>(error) => SourceProblems.NotTrusted(connection, error),
        MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections =>
            SourceProblems.Unreachable(connection, table, error),
        _ when table.Length == 0 && HasInner<IOException>(error) => SourceProblems.Unreachable(connection, table, error),
        _ when HasInner<IOException>(error) || HasInner<SocketException>(error) || error.ErrorCode == MySqlErrorCode.None || error.IsTransient =>
            SourceProblems.ConnectionLost(connection, table, error),
        _ => SourceProblems.StatementFailed(connection, table, error),
    };

    private static bool HasInner<T>(Exception error)
        where T : Exception
    {
        for (Exception? inner = error.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is T)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name in <c>Unknown column 'x' in 'where clause'</c>.</summary>
    private static string? NameIn(string message)
    {
        string[] parts = message.Split('\'');
        return parts.Length > 2 ? parts[1] : null;
    }
}

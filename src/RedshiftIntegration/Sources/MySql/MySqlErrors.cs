using System.Net.Sockets;
using System.Security.Authentication;
using MySqlConnector;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>What the driver and the server report, as problems with a remedy. No message holds a connection string or a value.</summary>
internal static class MySqlErrors
{
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

        (Problem problem, bool isTransient) = error is MySqlException server ? OfServer(server, connection, table) : (Lost(connection, table), true);
        return new SourceReadException(problem, isTransient, error) { Connection = connection, Table = table };
    }

    public static SourceReadException Of(Problem problem, string connection, string table, Exception? inner = null) =>
        new(problem, false, inner) { Connection = connection, Table = table };

    public static Problem UnknownTable(string connection, string table) => new(
        "RSI2003",
        $"The table '{table}' is not on the connection '{connection}', or its user may not see it.",
        "Correct the name (database.table, or table in the database of the connection string), or grant SELECT on it.");

    public static Problem UnknownColumn(string connection, string table, string column) => new(
        "RSI2004",
        $"'{table}' on the connection '{connection}' has no column '{column}'.",
        "Correct the name in the definition, or grant SELECT on the column.");

    private static (Problem Problem, bool IsTransient) OfServer(MySqlException error, string connection, string table) => error.ErrorCode switch
    {
        MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied
            or (MySqlErrorCode)1698 or (MySqlErrorCode)1227 or MySqlErrorCode.NotSupportedAuthMode => (Denied(connection, table), false),
        MySqlErrorCode.UnknownDatabase => (UnknownTable(connection, table.Length == 0 ? "(the database of the connection string)" : table), false),
        MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownTable => (UnknownTable(connection, table), false),
        MySqlErrorCode.BadFieldError => (UnknownField(error, connection, table), false),
        MySqlErrorCode.TableDefinitionChanged => (Changed(connection, table), true),
        MySqlErrorCode.UnableToConnectToHost when HasInner<AuthenticationException>(error) => (Tls(connection), false),
        MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections => (Unreachable(connection), true),
        MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout => (Locked(connection, table), true),
        MySqlErrorCode.ParseError or MySqlErrorCode.DuplicateFieldName or MySqlErrorCode.NonUnique or MySqlErrorCode.CannotAggregateTwoCollations
            or MySqlErrorCode.WrongValue or MySqlErrorCode.FunctionNotDefined => (Refused(error, connection, table), false),
        _ when error.InnerException is SocketException or IOException or EndOfStreamException || error.IsTransient => (Lost(connection, table), true),
        MySqlErrorCode.None or (MySqlErrorCode)2006 or (MySqlErrorCode)2013 => (Lost(connection, table), true),
        _ => (Refused(error, connection, table), false),
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

    private static Problem Unreachable(string connection) => new(
        "RSI2001",
        $"No server answers for the connection '{connection}'.",
        "Check host, port and network path of its connection string, and whether the server is up and has connections left.");

    private static Problem Denied(string connection, string table) => new(
        "RSI2002",
        table.Length == 0
            ? $"The server refuses the user or the password of the connection '{connection}'."
            : $"The user of the connection '{connection}' may not read '{table}'.",
        "Correct user and password where the connection is configured, and grant SELECT on what the pipelines read; nothing else is needed.");

    private static Problem UnknownField(MySqlException error, string connection, string table) => new(
        "RSI2004",
        $"A statement on '{table}' of the connection '{connection}' names a column that is not there: {error.Message}.",
        "Correct the name in Where, WhereSql or the query; if the table was changed, plan and apply first.");

    private static Problem Lost(string connection, string table) => new(
        "RSI2005",
        $"The connection '{connection}' broke while '{table}' was being read.",
        "Run again: nothing was loaded. If it happens again, look for a proxy or firewall that ends long reads, and at the server's log.");

    private static Problem Tls(string connection) => new(
        "RSI2007",
        $"The certificate of the server behind the connection '{connection}' can't be verified.",
        "Name the authority in the connection string (SslCa=...), correct the host name, or state another SslMode if the network is trusted.");

    private static Problem Changed(string connection, string table) => new(
        "RSI2008",
        $"'{table}' of the connection '{connection}' was altered, truncated or rebuilt at the moment in which its snapshot was opened.",
        "Run again.");

    private static Problem Locked(string connection, string table) => new(
        "RSI2009",
        $"'{table}' of the connection '{connection}' is locked by another session, probably by DDL.",
        "Run again when that session has ended.");

    private static Problem Refused(MySqlException error, string connection, string table) => new(
        "RSI2010",
        $"The server refuses a statement on '{table}' of the connection '{connection}' (error {error.Number}): {error.Message}",
        "Correct Where, WhereSql or the query of the definition.");
}

namespace RedshiftIntegration.Errors;

/// <summary>The problems of sources (RSI2xxx), one factory each, shared by all connectors. No message holds a secret or a value of a row other than its key.</summary>
internal static class SourceProblems
{
    public static SourceReadException Unreachable(string connection, string table, Exception inner) => new(
        new Problem("RSI2001", $"The connection '{connection}' can't be opened: {Reason(inner)}.", "Check that the server runs and that address, port and database of the connection string are right and reachable from here."),
        isTransient: true,
        inner) { Connection = connection, Table = table };

    public static SourceReadException Denied(string connection, string table, Exception inner) => new(
        new Problem("RSI2002", $"The connection '{connection}' is refused: {Reason(inner)}.", "Check user and password, and that this user may SELECT what the pipeline reads."),
        inner: inner) { Connection = connection, Table = table };

    public static SourceReadException UnknownTable(string connection, string table, Exception? inner = null) => new(
        new Problem("RSI2003", $"There is no table or view '{table}' on the connection '{connection}', or its user may not see it.", "Check the name in the definition as the database spells it, with its schema, and grant SELECT."),
        inner: inner) { Connection = connection, Table = table };

    public static SourceReadException UnknownColumn(string connection, string table, string? column, Exception? inner = null) => new(
        new Problem(
            "RSI2004",
            column is null ? $"A column that the pipeline reads is not in '{table}' on the connection '{connection}'." : $"There is no column '{column}' in '{table}' on the connection '{connection}'.",
            "Check the names in the map, in IncrementalBy and in Where; if the table has changed, plan and apply first."),
        inner: inner) { Connection = connection, Table = table };

    public static SourceReadException ConnectionLost(string connection, string table, Exception inner) => new(
        new Problem("RSI2005", $"The connection '{connection}' was lost while '{table}' was read: {Reason(inner)}.", "Nothing was loaded. Run again; if it happens at the same place each time, look at the server's time limits and log."),
        isTransient: true,
        inner) { Connection = connection, Table = table };

    /// <param name="row">Which row, for example <c>the row with id = 7</c>.</param>
    public static SourceReadException ValueRefused(string connection, string table, string pipeline, string row, string column, string rule, string remedy, Exception? inner = null) => new(
        new Problem("RSI2006", $"In '{table}' on the connection '{connection}', the value of '{column}' in {row} {rule} (pipeline '{pipeline}').", remedy),
        inner: inner) { Connection = connection, Table = table };

    /// <param name="rows">How many rows were left out, and for which column if the limit is its own.</param>
    /// <param name="last">The last of them, its column and the rule that it breaks.</param>
    public static SourceReadException TooManyRejected(string connection, string table, string pipeline, string rows, OverflowPolicy policy, string last, string remedy) => new(
        new Problem(
            "RSI2017",
            $"The pipeline '{pipeline}' left out {rows} of '{table}' on the connection '{connection}', more than its policy ({policy}) allows. The last was {last}.",
            $"Nothing was loaded. The table rejected_rows has the rows with key and rule: correct them in the source, or raise the limits of OnOverflow. For the last: {remedy}")) { Connection = connection, Table = table };

    public static SourceReadException StatementFailed(string connection, string table, Exception inner, bool isTransient = false) => new(
        new Problem("RSI2007", $"The database of the connection '{connection}' refused the statement that reads '{table}': {Reason(inner)}.", "Check the query, Where and WhereSql of the definition in the database's own SQL tool."),
        isTransient,
        inner) { Connection = connection, Table = table };

    public static SourceReadException BadConnectionString(string connection, string reason) => new(
        new Problem("RSI2008", $"The connection string of '{connection}' can't be used: {reason}.", "Compare it with the documentation of the database's ADO.NET provider.")) { Connection = connection };

    public static SourceReadException BadPredicate(string connection, string table, string reason) => new(
        new Problem("RSI2009", $"A Where of '{table}' on the connection '{connection}' can't be sent: {reason}.", "Write each hole as {value} alone: it becomes a parameter, so alignment and format have no meaning.")) { Connection = connection, Table = table };

    /// <summary>The type has no default in Redshift.</summary>
    public static Problem NoDefaultType(string column, string nativeType, string why, string remedy) => new(
        "RSI2010", $"The column '{column}' ({(nativeType.Length == 0 ? "without a type" : nativeType)}) has no default type in Redshift: {why}.", remedy);

    /// <summary>The asked type can't hold the source's.</summary>
    public static Problem NotCarried(string column, string nativeType, RedshiftType asked, string remedy) => new(
        "RSI2011", $"The column '{column}' ({nativeType}) can't become {asked}.", remedy);

    public static Problem Unsupported(string column, string nativeType, string remedy) => new(
        "RSI2012", $"The column '{column}' has the type {nativeType}, which is not carried.", remedy);

    public static Problem UnknownDialect(string column, string provider) => new(
        "RSI2013",
        $"The column '{column}' comes from the provider {provider}, whose catalogue is not known, and has no stated type.",
        "Give the source a row type (Named<TRow>), or state the type with As(...).");

    public static SourceReadException NotTrusted(string connection, Exception inner) => new(
        new Problem("RSI2014", $"The certificate of the server behind the connection '{connection}' can't be verified.", "Name its authority in the connection string (SslCa=..., for PostgreSQL Root Certificate=...), correct the host name, or state another SslMode if the network is trusted."),
        inner: inner) { Connection = connection };

    public static SourceReadException ChangedWhileOpened(string connection, string table, Exception inner) => new(
        new Problem("RSI2015", $"'{table}' on the connection '{connection}' was altered, truncated or rebuilt at the moment in which its snapshot was opened.", "Run again."),
        isTransient: true,
        inner) { Connection = connection, Table = table };

    public static SourceReadException Locked(string connection, string table, Exception inner) => new(
        new Problem("RSI2016", $"'{table}' on the connection '{connection}' is locked by another session, probably by DDL.", "Run again when that session has ended."),
        isTransient: true,
        inner) { Connection = connection, Table = table };

    private static string Reason(Exception inner) => inner.Message.TrimEnd('.', ' ', '\n', '\r').ReplaceLineEndings(" ");
}

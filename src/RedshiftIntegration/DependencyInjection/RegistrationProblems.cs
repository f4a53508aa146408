namespace RedshiftIntegration.DependencyInjection;

/// <summary>Problems that only the registration as a whole can have: ids 1901 to 1949; of settings, 1950 and up.</summary>
internal static class RegistrationProblems
{
    public static Problem UnknownPipeline(string id, IEnumerable<string> known) => new(
        "RSI1901",
        $"No pipeline '{id}' is registered.",
        $"Register it with AddPipelines; registered are: {List(known)}.");

    public static Problem UnknownConnection(string pipeline, string connection, IEnumerable<string> known) => new(
        "RSI1902",
        $"Pipeline '{pipeline}' reads from the connection '{connection}', which is not registered.",
        $"Add it with AddMySql or AddDatabase; registered are: {List(known)}.");

    public static Problem WrongConnectionKind(string pipeline, string connection, string wanted, string found) => new(
        "RSI1903",
        $"Pipeline '{pipeline}' reads from '{connection}' as {wanted}, but the connection was added by {found}.",
        $"Use {(string.Equals(found, "AddMySql", StringComparison.Ordinal) ? "MySqlTable or MySqlQuery" : "DatabaseTable or DatabaseQuery")}, or add the connection by the other method.");

    public static Problem NoConnectionString(string connection) => new(
        "RSI1904",
        $"The connection '{connection}' has no connection string.",
        $"Pass it to the Add method, or configure ConnectionStrings:{connection}.");

    public static Problem SameId(string id, int count) => new(
        "RSI1905",
        $"{count} registered pipelines have the id '{id}'.",
        "Give each its own with .Named(id).");

    public static Problem ReplacedSharedTarget(string target, IEnumerable<string> pipelines) => new(
        "RSI1906",
        $"Table '{target}' is replaced by one pipeline and written by others: {List(pipelines)}.",
        "Tables that several pipelines write can only be merged or appended to.");

    public static Problem DuplicateConnection(string connection) => new(
        "RSI1907",
        $"The connection '{connection}' is added twice.",
        "Connection names are one namespace for all kinds of sources; give each its own.");

    public static Problem UnknownTarget(string pipeline, string target) => new(
        "RSI1908",
        $"Pipeline '{pipeline}' writes to the Redshift target '{target}', which is not registered.",
        "Add it with AddRedshift(target, ...).");

    public static Problem NoRedshift() => new(
        "RSI1950",
        "Redshift:ConnectionString is empty.",
        "Set it to an Npgsql connection string, for example Host=...;Port=5439;Database=dev;Username=loader;Password=....");

    public static Problem BadRedshift(string reason) => new(
        "RSI1951",
        $"Redshift:ConnectionString can't be read: {reason}",
        "Use Npgsql's keywords: Host, Port, Database, Username, Password, SSL Mode.");

    public static Problem BadStagingLocation(string location) => new(
        "RSI1952",
        $"Staging:Location '{location}' is no S3 location.",
        "Use s3://bucket or s3://bucket/prefix, the prefix of letters a to z, digits and - _ . / = + @ : alone: it stands in COPY statements.");

    public static Problem BadCopyRole(string role) => new(
        "RSI1953",
        $"Redshift:CopyRole '{role}' is neither 'default' nor a chain of role ARNs.",
        "Use default, or arn:aws:iam::123456789012:role/name, several joined by commas.");

    public static Problem BadControlSchema(string schema) => new(
        "RSI1954",
        $"Redshift:ControlSchema '{schema}' is no usable schema name.",
        "Use 1 to 127 bytes without control characters, for example redshift_integration.");

    public static Problem OutOfRange(string setting, long value, long low, long high) => new(
        "RSI1955",
        $"{setting} is {value}, which is out of bounds.",
        $"Use a number from {low} to {high}.");

    public static Problem ShortHashKey() => new(
        "RSI1956",
        "Pii:HashKey is shorter than 16 bytes.",
        "Use a random key of at least 16 bytes from a secret store; a short one can be guessed.");

    public static Problem NoHashKey(string pipeline) => new(
        "RSI1957",
        $"Pipeline '{pipeline}' hashes a field marked as PII, but Pii:HashKey is not set.",
        "Set Pii:HashKey from a secret store: an unkeyed hash of an e-mail address can be reversed by guessing.");

    private static string List(IEnumerable<string> names)
    {
        string list = string.Join(", ", names.Order(StringComparer.Ordinal).Select(n => $"'{n}'"));
        return list.Length == 0 ? "none" : list;
    }
}

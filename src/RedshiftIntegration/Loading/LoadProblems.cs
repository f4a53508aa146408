namespace RedshiftIntegration.Loading;

/// <summary>The ids of what can go wrong in a load; each has a page in docs/errors.</summary>
internal static class LoadProblems
{
    public const string CopyRefused = "RSI4001";
    public const string CountMismatch = "RSI4002";
    public const string AmbiguousRows = "RSI4003";
    public const string NullKey = "RSI4004";
    public const string EmptyReplace = "RSI4005";
    public const string DiskFull = "RSI4006";
    public const string PermissionDenied = "RSI4007";
    public const string ConnectionFailed = "RSI4008";
    public const string Serialisation = "RSI4009";
    public const string OutcomeUnknown = "RSI4010";
    public const string KeysFold = "RSI4011";
    public const string NullInColumn = "RSI4012";
    public const string ValueRefused = "RSI4013";
    public const string TimeBudget = "RSI4014";
    public const string StatementRefused = "RSI4015";
    public const string ObjectMissing = "RSI4016";
    public const string StagingAddress = "RSI4017";

    /// <summary>No problem of a load: the runner starts over. The name of the assertion in the plan.</summary>
    public const string Superseded = "superseded";
}

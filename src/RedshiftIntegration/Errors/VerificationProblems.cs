namespace RedshiftIntegration.Errors;

/// <summary>The problems of a run's verification (RSI70xx).</summary>
internal static class VerificationProblems
{
    public const string StageDiffers = "RSI7001";
    public const string TargetDiffers = "RSI7002";

    public static Problem Stage(string table, string what, string where) => new(
        StageDiffers, $"What was staged for {table} is not what the source holds: {what} differs. {where}", "Nothing was loaded. Run again; if it stays, report it with the names above: it is a fault of a driver, the network, the staging location or this library.");

    public static Problem Target(string table, string what) => new(
        TargetDiffers, $"What the load wrote into {table} is not what was staged: {what}.", "Nothing was loaded. Look for what else changes the table in the same transaction; if there is nothing, report it.");
}

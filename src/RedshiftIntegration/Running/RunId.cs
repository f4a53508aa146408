using System.Globalization;
using System.Security.Cryptography;

namespace RedshiftIntegration.Running;

/// <summary>Run ids: sortable by time, 32 characters of a checked alphabet, so that they can stand in SQL text, object keys and table names.</summary>
internal static class RunId
{
    public static string New(TimeProvider clock) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow():yyyyMMdd'T'HHmmssfff}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
}

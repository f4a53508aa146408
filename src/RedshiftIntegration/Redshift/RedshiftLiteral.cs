using System.Globalization;
using System.Text.RegularExpressions;

namespace RedshiftIntegration.Redshift;

/// <summary>
/// The one encoder of values into SQL text. The statements of a load have no parameters: they run unchanged over Npgsql, the Data API and the Glue script,
/// and COPY takes none anyway.
/// </summary>
internal static partial class RedshiftLiteral
{
    /// <summary>A text literal. Redshift treats a backslash as an escape inside every literal, so it is doubled like the quote.</summary>
    public static string Text(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A text literal can't hold a zero byte.", nameof(value))
            : $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>A text literal, or a NULL of the column's type: a bare NULL in a select list has no type.</summary>
    public static string TextOrNull(string? value, int length) =>
        value is null ? string.Create(CultureInfo.InvariantCulture, $"CAST(NULL AS VARCHAR({length}))") : Text(value);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string NumberOrNull(long? value) => value is { } number ? Number(number) : "CAST(NULL AS BIGINT)";

    /// <summary>A TIMESTAMP literal in UTC with the six digits that Redshift keeps.</summary>
    public static string Timestamp(DateTimeOffset value) =>
        $"TIMESTAMP '{value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'";

    /// <summary>The address of an object, from a checked alphabet: COPY takes no parameter.</summary>
    /// <exception cref="ArgumentException">It is no <c>s3://</c> address, or holds other characters.</exception>
    public static string ObjectAddress(string address) =>
        AddressPattern().IsMatch(address)
            ? Text(address)
            : throw new ArgumentException(
                $"'{address}' can't stand in a COPY statement. Use a staging location of letters, digits and - _ . / = + @ : alone.", nameof(address));

    /// <summary>What follows IAM_ROLE: <c>default</c>, an ARN or a chain of ARNs, from a checked alphabet.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static string CopyRole(string role)
    {
        string trimmed = role.Trim();
        if (string.Equals(trimmed, "default", StringComparison.OrdinalIgnoreCase))
        {
            return "default";
        }

        string[] chain = trimmed.Split(',', StringSplitOptions.TrimEntries);
        return chain.All(arn => RolePattern().IsMatch(arn))
            ? Text(string.Join(',', chain))
            : throw new ArgumentException(
                $"'{role}' is no role that COPY can take. Use 'default', arn:aws:iam::123456789012:role/name, or several such ARNs separated by commas.", nameof(role));
    }

    [GeneratedRegex(@"\As3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[A-Za-z0-9._/=+@:-]{1,1024}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"\Aarn:aws[a-z-]{0,20}:iam::[0-9]{12}:role/[A-Za-z0-9+=.@_/-]{1,576}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RolePattern();
}

using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace RedshiftIntegration.DependencyInjection;

/// <summary>Checks all settings at once, at host start or at first use.</summary>
internal sealed partial class RedshiftIntegrationOptionsValidator : IValidateOptions<RedshiftIntegrationOptions>
{
    public ValidateOptionsResult Validate(string? name, RedshiftIntegrationOptions options)
    {
        string[] failures = [.. Problems(options).Select(p => p.ToString())];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<Problem> Problems(RedshiftIntegrationOptions options) =>
        RedshiftProblems(options.Redshift).Concat(StagingProblems(options.Staging)).Concat(ExtractionProblems(options.Extraction)).Concat(PiiProblems(options.Pii));

    private static IEnumerable<Problem> RedshiftProblems(RedshiftOptions redshift)
    {
        if (string.IsNullOrWhiteSpace(redshift.ConnectionString))
        {
            yield return RegistrationProblems.NoRedshift();
        }
        else if (ConnectionStringProblem(redshift.ConnectionString) is { } problem)
        {
            yield return problem;
        }

        if (!CopyRole().IsMatch(redshift.CopyRole))
        {
            yield return RegistrationProblems.BadCopyRole(redshift.CopyRole);
        }

        if (string.IsNullOrWhiteSpace(redshift.ControlSchema) || Encoding.UTF8.GetByteCount(redshift.ControlSchema) > 127 || redshift.ControlSchema.Any(char.IsControl))
        {
            yield return RegistrationProblems.BadControlSchema(redshift.ControlSchema);
        }
    }

    /// <summary>The driver's message names the keyword, never the value; the string itself holds a password and is not repeated.</summary>
    private static Problem? ConnectionStringProblem(string connectionString)
    {
        try
        {
            NpgsqlConnectionStringBuilder parsed = new(connectionString);
            return string.IsNullOrEmpty(parsed.Host) ? RegistrationProblems.BadRedshift("it names no Host.") : null;
        }
        catch (ArgumentException e)
        {
            return RegistrationProblems.BadRedshift(e is { ParamName: { } keyword } ? $"the keyword '{keyword}' is not known or has no valid value." : "its form is not keyword=value;...");
        }
    }

    private static IEnumerable<Problem> StagingProblems(StagingOptions staging)
    {
        if (!S3Location().IsMatch(staging.Location))
        {
            yield return RegistrationProblems.BadStagingLocation(staging.Location);
        }
    }

    private static IEnumerable<Problem> ExtractionProblems(ExtractionOptions extraction)
    {
        (string Setting, long Value, long Low, long High)[] bounds =
        [
            ("Extraction:BatchRows", extraction.BatchRows, 1, 1_000_000),
            ("Extraction:RowGroupBytes", extraction.RowGroupBytes, 64 * 1024, 1024L * 1024 * 1024),
            ("Extraction:BackfillRows", extraction.BackfillRows, 1, long.MaxValue),
            ("Extraction:FileBytes", extraction.FileBytes, 64 * 1024, 64L * 1024 * 1024 * 1024),
        ];
        return from bound in bounds
               where bound.Value < bound.Low || bound.Value > bound.High
               select RegistrationProblems.OutOfRange(bound.Setting, bound.Value, bound.Low, bound.High);
    }

    private static IEnumerable<Problem> PiiProblems(PiiOptions pii)
    {
        if (pii.HashKey is { } key && Encoding.UTF8.GetByteCount(key) < 16)
        {
            yield return RegistrationProblems.ShortHashKey();
        }
    }

    [GeneratedRegex(@"\A(default|arn:aws[a-z-]*:iam::\d{12}:role/[\w+=.@/-]+(,\s*arn:aws[a-z-]*:iam::\d{12}:role/[\w+=.@/-]+)*)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CopyRole();

    [GeneratedRegex(@"\As3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._/=+@:-]*)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex S3Location();
}

using System.Globalization;
using Dapper;
using Npgsql;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>From a failed statement to what a person is told.</summary>
internal static class LoadFailures
{
    /// <summary>The run's own folder is unguessable, so it finds the run's rows and no others, in whatever form the file's address stands there.</summary>
    private const string Details =
        """
        SELECT query_id::bigint AS query, TRIM(column_name) AS "column", TRIM(column_type) AS type, TRIM(file_name) AS file, line_number::bigint AS line, TRIM(error_message) AS message
        FROM sys_load_error_detail WHERE STRPOS(file_name, @folder) > 0 ORDER BY start_time DESC LIMIT 1
        """;

    public static async Task<Exception> TranslateAsync(
        LoadStepException failure, LoadTransaction transaction, RedshiftTarget target, CancellationToken cancellationToken)
    {
        LoadPlan plan = transaction.Plan;
        LoadRequest request = transaction.Request;
        LoadStatement statement = failure.Statement;
        FailureKind kind = RedshiftFailure.KindOf(failure.Cause);
        if (kind == FailureKind.DivisionByZero && statement.Asserts is { } asserted)
        {
            return string.Equals(asserted, LoadProblems.Superseded, StringComparison.Ordinal)
                ? new SupersededException(plan.Pipeline, failure.Cause)
                : Of(Asserted(asserted, statement.Subject ?? string.Empty, transaction), failure, plan);
        }

        bool copying = string.Equals(statement.Step, "copy", StringComparison.Ordinal);
        return kind switch
        {
            FailureKind.Conflict => new LoadConflictException(statement.Step, failure.Cause),
            FailureKind.Lost => Of(LoadProblems.Lost(plan.Target, statement.Step), failure, plan, isTransient: true),
            FailureKind.Connection => Of(LoadProblems.Connection("while loading", Reason(failure)), failure, plan, isTransient: true),
            FailureKind.DiskFull => Of(LoadProblems.Disk(Where(plan, statement)), failure, plan, isTransient: true),
            FailureKind.Permission => Of(LoadProblems.Permission(Where(plan, statement), Reason(failure)), failure, plan),
            FailureKind.NullValue => Of(LoadProblems.Null(plan.Target, Reason(failure)), failure, plan),
            FailureKind.Value or FailureKind.Statement when !copying && MayQuote(failure.Cause, request) => Withheld(failure, plan, kind),
            FailureKind.Missing => Of(LoadProblems.Missing(Where(plan, statement), Reason(failure)), failure, plan),
            _ when copying => Of(LoadProblems.Copy(plan.Target, await CopyReasonAsync(failure, request, target, cancellationToken).ConfigureAwait(false)), failure, plan),
            FailureKind.Value => Of(LoadProblems.Value(plan.Target, statement.Step, Reason(failure)), failure, plan),
            _ => Of(LoadProblems.Statement(Where(plan, statement), (failure.Cause as PostgresException)?.SqlState ?? string.Empty, Reason(failure)), failure, plan),
        };
    }

    /// <summary>Redshift reports much that is wrong with values as XX000.</summary>
    private static bool MayQuote(NpgsqlException cause, LoadRequest request) =>
        cause is PostgresException { SqlState: ['2', '2', ..] or "XX000" } && request.Mapping.Columns.Any(c => c.IsPii);

    /// <summary>The server's words may quote the value, and the exception beneath has them too.</summary>
    private static LoadException Withheld(LoadStepException failure, LoadPlan plan, FailureKind kind)
    {
        const string Words = "the table holds personal data, so Redshift's words are left out; SYS_QUERY_HISTORY has them, by the step's name.";
        string state = (failure.Cause as PostgresException)?.SqlState ?? string.Empty;
        Problem problem = kind == FailureKind.Value ? LoadProblems.Value(plan.Target, failure.Statement.Step, Words) : LoadProblems.Statement(Where(plan, failure.Statement), state, Words);
        return new LoadException(problem) { Table = plan.Target, Step = failure.Statement.Step };
    }

    private static Problem Asserted(string id, string subject, LoadTransaction transaction)
    {
        LoadPlan plan = transaction.Plan;
        LoadRequest request = transaction.Request;
        string keys = string.Join(", ", request.Mapping.Keys);
        return id switch
        {
            LoadProblems.CountMismatch => LoadProblems.Count(plan.Target, request.Batch.RowsStaged),
            LoadProblems.AmbiguousRows => LoadProblems.Ambiguous(plan.Target, $" ({keys})"),
            LoadProblems.NullKey => LoadProblems.NullInKey(plan.Target, keys),
            LoadProblems.KeysFold => LoadProblems.Folded(plan.Target, keys),
            LoadProblems.EmptyReplace => LoadProblems.Empty(plan.Target),
            LoadProblems.KeyCountMismatch => LoadProblems.KeyCount(plan.Target, request.Batch.Keys!.Rows),
            LoadProblems.TooManyDeletes => LoadProblems.Deletes(plan.Target, transaction.Counts.Deleted, transaction.Counts.Guarded, request.Definition.Deletes!),
            VerificationProblems.StageDiffers => VerificationProblems.Stage(plan.Target, What(subject), Where(subject, request)),
            VerificationProblems.TargetDiffers => VerificationProblems.Target(plan.Target, subject == "*" ? "rows are missing" : $"values of the column '{subject}' differ"),
            ExpectationProblems.NotMet => ExpectationProblems.Violated(plan.Target, ExpectationStatements.Find(request.Definition, subject).ToString()),
            _ => throw new InvalidOperationException($"No assertion is called '{id}'."),
        };
    }

    private static string What(string subject) => subject == "*" ? "the number of rows or keys" : $"the column '{subject}'";

    /// <summary>Names measures, never their values.</summary>
    private static string Where(string subject, LoadRequest request)
    {
        string[] lost = [.. request.Batch.Figures.Where(f => f.ReaderDiffers && (f.Measured.Column?.TargetColumn ?? "*") == subject).Select(f => f.Measured.Name)];
        return lost.Length > 0
            ? $"The reader had other figures than the source already ({string.Join(", ", lost)}), so it was changed or lost on the way to the reader."
            : "The reader's own figures are not the stage's either, or it could not count them: it was changed or lost between the reader and the stage.";
    }

    private static LoadException Of(Problem problem, LoadStepException failure, LoadPlan plan, bool isTransient = false) =>
        new(problem, isTransient, failure.Cause) { Table = plan.Target, Step = failure.Statement.Step };

    private static string Where(LoadPlan plan, LoadStatement statement) => $"step {statement.Step} of the load into {plan.Target}";

    private static string Reason(LoadStepException failure) => RedshiftFailure.ReasonOf(failure.Cause);

    /// <summary>COPY's own message points at this view; without the right to read it, the message has to do.</summary>
    private static async Task<string> CopyReasonAsync(LoadStepException failure, LoadRequest request, RedshiftTarget target, CancellationToken cancellationToken)
    {
        string reason = Reason(failure);
        if (request.Batch.ManifestUri is not { } manifest)
        {
            return reason;
        }

        string folder = manifest.Split('/')[^2];
        try
        {
            // Npgsql gives up a connection on XX000, as which Redshift reports all errors of COPY; so a new one asks.
            NpgsqlConnection connection = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                LoadErrorRow? row = await connection.QueryFirstOrDefaultAsync<LoadErrorRow>(
                    new CommandDefinition(Details, new { folder }, cancellationToken: cancellationToken)).ConfigureAwait(false);
                return row is null ? reason : row.Describe();
            }
        }
        catch (NpgsqlException)
        {
            return reason;
        }
    }

    private sealed class LoadErrorRow
    {
        public long Query { get; set; }

        public string? Column { get; set; }

        public string? Type { get; set; }

        public string? File { get; set; }

        public long Line { get; set; }

        public string? Message { get; set; }

        public string Describe()
        {
            string column = string.IsNullOrEmpty(Column) ? string.Empty : $"column '{Column}' ({Type?.Trim()}): ";
            string file = string.IsNullOrEmpty(File) ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" File: {File}, line {Line}.");
            return string.Create(CultureInfo.InvariantCulture, $"{column}{Message?.TrimEnd('.')}.{file} Query: {Query}.");
        }
    }
}

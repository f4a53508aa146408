using System.Globalization;
using Npgsql;
using Polly;
using Polly.Retry;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>Finds out what became of a COMMIT whose answer never came.</summary>
internal static class CommitOutcome
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="LoadException">RSI4010: Redshift can't be asked.</exception>
    public static async Task<bool> AskAsync(RedshiftTarget target, LoadTransaction transaction, TimeProvider clock, Exception lost)
    {
        ResiliencePipeline retries = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(),
                MaxRetryAttempts = 5,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(200),
            })
            .Build();

        // The caller's token does not end this: the answer is owed to them whatever they have asked for meanwhile.
        using CancellationTokenSource patience = new(Patience, clock);
        try
        {
            return await retries.ExecuteAsync(async token => await AskOnceAsync(target, transaction, token).ConfigureAwait(false), patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            throw new LoadException(LoadProblems.Unknown(transaction.Plan.Target, transaction.Request.RunId), isTransient: true, lost.InnerException ?? lost)
            {
                Table = transaction.Plan.Target,
                Step = "commit",
            };
        }
    }

    private static async Task<bool> AskOnceAsync(RedshiftTarget target, LoadTransaction transaction, CancellationToken cancellationToken)
    {
        bool committed = false;
        NpgsqlConnection connection = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            foreach (LoadStatement statement in transaction.Plan.Outcome)
            {
                NpgsqlCommand command = new(transaction.Fill(statement), connection) { CommandTimeout = 0 };
                await using (command.ConfigureAwait(false))
                {
                    object? answer = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
                    committed = answer is null ? committed : Convert.ToInt64(answer, CultureInfo.InvariantCulture) > 0;
                }
            }
        }

        return committed;
    }
}

using Npgsql;
using Polly;
using Polly.Retry;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>Runs a load plan over Npgsql: one connection, one transaction, repeated as a whole when Redshift reports a conflict.</summary>
internal sealed class Loader(RedshiftTargets targets, TimeProvider clock) : ILoader
{
    /// <summary>Without a time budget; with one, the budget decides.</summary>
    private const int Attempts = 8;

    public async Task<LoadResult> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
    {
        RedshiftTarget target = targets.For(request.Definition.Target);
        LoadPlan plan = Plan(request, target.Options);
        using CancellationTokenSource budget = Budget(request);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        string step = "begin";
        LoadRequest told = request with { OnStep = name => { step = name; request.OnStep?.Invoke(name); } };
        try
        {
            return await Retries(request).ExecuteAsync(async token => await AttemptAsync(target, plan, told, token).ConfigureAwait(false), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw budget.IsCancellationRequested
                ? new LoadException(LoadProblems.Budget(plan.Target, step), isTransient: true, exception) { Table = plan.Target, Step = step }
                : exception;
        }
        catch (LoadConflictException exception)
        {
            throw new LoadException(LoadProblems.Conflict(plan.Target, exception.Attempts), isTransient: true, exception.InnerException) { Table = plan.Target, Step = exception.Step };
        }
    }

    private static LoadPlan Plan(LoadRequest request, RedshiftOptions options)
    {
        try
        {
            return request.Kind == RunKind.Reset
                ? LoadPlanBuilder.BuildReset(request.Definition, request.Mapping, options.ControlSchema, request.WatermarkTo is null)
                : LoadPlanBuilder.Build(request.Definition, request.Mapping, options.ControlSchema, options.CopyRole);
        }
        catch (ArgumentException exception)
        {
            throw new LoadException(LoadProblems.Address(exception.Message), inner: exception) { Table = request.Definition.Target.QualifiedName, Step = "begin" };
        }
    }

    private CancellationTokenSource Budget(LoadRequest request)
    {
        if (request.Deadline is not { } deadline)
        {
            return new CancellationTokenSource();
        }

        TimeSpan left = deadline - clock.GetUtcNow();
        return new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
    }

    private ResiliencePipeline Retries(LoadRequest request) => !request.MayRetry
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<LoadConflictException>(),
                MaxRetryAttempts = request.Deadline is null ? Attempts - 1 : int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(20),
                OnRetry = arguments =>
                {
                    ((LoadConflictException)arguments.Outcome.Exception!).Attempts = arguments.AttemptNumber + 1;
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private async Task<LoadResult> AttemptAsync(RedshiftTarget target, LoadPlan plan, LoadRequest request, CancellationToken cancellationToken)
    {
        LoadTransaction transaction = new(plan, request, clock);
        NpgsqlConnection connection = await OpenAsync(target, plan, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                return await transaction.RunAsync(connection, cancellationToken).ConfigureAwait(false);
            }
            catch (LoadStepException failure)
            {
                await transaction.RollBackAsync(connection).ConfigureAwait(false);
                throw await LoadFailures.TranslateAsync(failure, transaction, target, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!transaction.IsCommitting)
            {
                await transaction.RollBackAsync(connection).ConfigureAwait(false);
                throw;
            }
            catch (Exception exception) when (exception is OperationCanceledException or CommitLostException)
            {
                // Whether the COMMIT was carried out is not known; the old backend may even still be at it.
                await connection.CloseAsync().ConfigureAwait(false);
                return await SettleAsync(target, transaction, exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<LoadResult> SettleAsync(RedshiftTarget target, LoadTransaction transaction, Exception lost, CancellationToken cancellationToken)
    {
        bool committed = await CommitOutcome.AskAsync(target, transaction, clock, lost).ConfigureAwait(false);
        if (committed)
        {
            return transaction.Result;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new LoadConflictException("commit", lost.InnerException ?? lost);
    }

    private static async Task<NpgsqlConnection> OpenAsync(RedshiftTarget target, LoadPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw new LoadException(LoadProblems.Connection(target.Display, RedshiftFailure.ReasonOf(exception)), exception is not PostgresException && exception.IsTransient, exception)
            {
                Table = plan.Target,
                Step = "begin",
            };
        }
    }
}

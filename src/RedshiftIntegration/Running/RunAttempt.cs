using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Running;

/// <summary>One run id from lease to commit.</summary>
internal sealed class RunAttempt(
    PipelineDefinition definition,
    AppliedMapping applied,
    RunOrder order,
    RunOptions options,
    TimeBudget budget,
    RunServices services)
{
    /// <summary>How long the outcome of a run that did not commit may take to be written; the caller is waiting with its exception.</summary>
    private static readonly TimeSpan RecordTimeout = TimeSpan.FromSeconds(15);

    private readonly string _runId = RunId.New(services.Clock);
    private readonly DateTimeOffset _startedAt = RecordedTime.Of(services.Clock.GetUtcNow());
    private readonly List<RunStepRecord> _steps = [];
    private readonly string _host = services.Host;
    private readonly RowRejections _rejections = new();
    private CommittedRun? _previous;
    private StagedBatch? _batch;

    public async Task<PipelineRun> RunAsync()
    {
        Log.RunBegins(services.Logger, _runId, definition.Id);
        try
        {
            ILease lease = await TimedAsync("lease", () => services.Staging.AcquireLeaseAsync(definition.Id, _runId, _host, options.LeaseWait, budget.Token)).ConfigureAwait(false);
            await using (lease.ConfigureAwait(false))
            {
                using CancellationTokenRegistration lost = lease.Lost.Register(() => Log.LeaseLost(services.Logger, definition.Id, _runId));
                return await RunUnderLeaseAsync(lease).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not RunInProgressException)
        {
            await RecordOutcomeAsync(e).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<PipelineRun> RunUnderLeaseAsync(ILease lease)
    {
        IStagedRun? staged = null;
        try
        {
            await RecordAbandonedAsync(lease.TakenOver).ConfigureAwait(false);
            staged = services.Staging.BeginRun(definition.Id, _runId);
            return await ExtractAndLoadAsync(staged).ConfigureAwait(false);
        }
        catch
        {
            await RemoveStagedAsync(staged).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<PipelineRun> ExtractAndLoadAsync(IStagedRun staged)
    {
        _previous = await TimedAsync("bound", () => services.History.LastCommittedAsync(definition, budget.Token)).ConfigureAwait(false);
        int removed = await services.Staging.CleanUpAsync(
            definition.Id,
            async (runId, token) => string.Equals(runId, _runId, StringComparison.Ordinal) || await services.History.IsCommittedAsync(definition, runId, token).ConfigureAwait(false),
            budget.Token).ConfigureAwait(false);
        if (removed > 0)
        {
            Log.OrphansRemoved(services.Logger, removed, definition.Id);
        }

        bool readsKeys = await ComparesKeysAsync().ConfigureAwait(false);
        CursorOrders.RefuseAhead(definition, order, _previous?.Watermark);
        _batch = order.Kind == RunKind.Reset
            ? StagedBatch.Nothing with { WatermarkTo = order.Watermark?.ToString() }
            : await TimedAsync("extract", () => ExtractAsync(staged, readsKeys), Facts).ConfigureAwait(false);
        await WidenAsync().ConfigureAwait(false);
        LoadRequest request = Request(_batch);
        LoadResult result = await services.Loader.LoadAsync(request, budget.Token).ConfigureAwait(false);
        PipelineRun run = Succeeded(request, result);
        if (run.RowsRejected > 0)
        {
            Log.RowsLeftOut(services.Logger, _runId, definition.Id, run.RowsRejected);
        }

        Log.RunCommitted(services.Logger, _runId, definition.Id, run.RowsRead, run.RowsInserted, run.RowsUpdated, run.RowsUnchanged, (long)run.Duration.TotalMilliseconds);
        return run;
    }

    /// <summary>Before the load, for ALTER COLUMN TYPE runs in no transaction. A run that fails afterwards leaves a wider column and no row.</summary>
    private async Task WidenAsync()
    {
        if (_rejections.Wide is { Count: > 0 } wide)
        {
            await TimedAsync("widen", async () =>
            {
                await services.TargetColumns.WidenAsync(definition, wide, budget.Token).ConfigureAwait(false);
                return wide;
            }).ConfigureAwait(false);
        }
    }

    /// <summary>Whether this run compares the source's keys: each load, or the first after <see cref="Deletes.Every"/>.</summary>
    private async Task<bool> ComparesKeysAsync()
    {
        if (order.Kind != RunKind.Load || !DeletesResolution.ComparesKeys(definition))
        {
            return false;
        }

        return definition.Deletes!.Interval is not { } interval
            || await services.History.LastKeyComparisonAsync(definition, budget.Token).ConfigureAwait(false) is not { } last
            || _startedAt - last >= interval;
    }

    private Task<StagedBatch> ExtractAsync(IStagedRun staged, bool readsKeys) =>
        services.ExtractorFor(definition.Engine).ExtractAsync(
            new ExtractRequest
            {
                RunId = _runId,
                Pipeline = definition.Id,
                Source = definition.Source,
                Mapping = applied.Mapping,
                WatermarkFrom = _previous?.Watermark,
                Range = order.Range,
                ReadsKeys = readsKeys,
                Verification = definition.Verification,
                PiiKey = services.PiiKey,
                Rejections = _rejections,
            },
            staged,
            options.Progress is { } progress ? new ExtractProgressAdapter(progress, definition.Id) : null,
            budget.Token);

    private (long Rows, long Bytes, string? Detail) Facts(StagedBatch batch)
    {
        string detail = string.Join(' ', [.. order.Range is { } range ? [$"The range {range}."] : Array.Empty<string>(), .. batch.Notes]);
        return (batch.RowsRead, batch.BytesStaged, detail.Length == 0 ? null : detail);
    }

    private LoadRequest Request(StagedBatch batch) => new()
    {
        RunId = _runId,
        Kind = order.Kind,
        Definition = definition,
        Mapping = applied.Mapping,
        SchemaVersion = applied.Version,
        Batch = batch,
        PreviousRunId = _previous?.RunId ?? string.Empty,
        WatermarkFrom = _previous?.Watermark,
        StartedAt = _startedAt,
        Steps = _steps,
        Host = _host,
        Deadline = budget.Deadline,
        MayRetry = !options.FailFast,
        OnStep = step => Report(step, batch),
    };

    private PipelineRun Succeeded(LoadRequest request, LoadResult result) => new()
    {
        RunId = _runId,
        Pipeline = definition.Id,
        Status = RunStatus.Succeeded,
        StartedAt = _startedAt,
        Duration = result.FinishedAt - _startedAt,
        RowsRead = request.Batch.RowsRead,
        RowsStaged = request.Batch.RowsStaged,
        RowsInserted = result.RowsInserted,
        RowsUpdated = result.RowsUpdated,
        RowsUnchanged = result.RowsUnchanged,
        RowsDeleted = result.RowsDeleted,
        RowsRejected = request.Batch.RowsRejected,
        RowsDeferred = request.Batch.RowsDeferred,
        BytesStaged = request.Batch.BytesStaged,
        WatermarkFrom = request.WatermarkFrom,
        WatermarkTo = request.WatermarkTo,
        Snapshots = request.Batch.Snapshots,
        Steps = [.. result.Steps.Select(s => new RunStep { Name = s.Name, Duration = s.FinishedAt - s.StartedAt, Rows = s.Rows })],
    };

    private async Task RecordAbandonedAsync(LeaseContent? dead)
    {
        if (dead is null || await services.History.IsRecordedAsync(definition, dead.RunId, budget.Token).ConfigureAwait(false))
        {
            return;
        }

        await services.History.RecordAsync(
            definition,
            Record(dead.RunId, RunStatus.Abandoned, dead.TakenAt, dead.RenewedAt, dead.Holder, null, null) with { Steps = [], RowsRejected = 0, Rejections = [] },
            budget.Token).ConfigureAwait(false);
        Log.RunAbandoned(services.Logger, dead.RunId, definition.Id, dead.Holder);
    }

    /// <summary>A second short transaction (docs/loading.md, Runs that did not commit). It never hides the error that ended the run.</summary>
    private async Task RecordOutcomeAsync(Exception error)
    {
        RunStatus status = error switch
        {
            SupersededException => RunStatus.Superseded,
            _ when budget.Token.IsCancellationRequested && !budget.IsExceeded => RunStatus.Cancelled,
            _ => RunStatus.Failed,
        };
        if (status == RunStatus.Superseded)
        {
            Log.RunSuperseded(services.Logger, _runId, definition.Id);
        }

        using CancellationTokenSource timeout = new(RecordTimeout, services.Clock);
        try
        {
            // A COMMIT whose answer was lost may have been carried out: then its row is there, and this one would contradict it.
            if (await services.History.IsRecordedAsync(definition, _runId, timeout.Token).ConfigureAwait(false))
            {
                return;
            }

            string? problem = (error as RedshiftIntegrationException)?.ProblemId ?? (budget.IsExceeded ? RunProblems.TimeBudgetExceeded(definition.Id, options.TimeBudget!.Value).Id : null);
            await services.History.RecordAsync(
                definition, Record(_runId, status, _startedAt, services.Clock.GetUtcNow(), _host, problem, error.Message), timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.OutcomeNotRecorded(services.Logger, e, status, _runId, definition.Id);
        }
    }

    private async Task RemoveStagedAsync(IStagedRun? staged)
    {
        if (staged is null)
        {
            return;
        }

        using CancellationTokenSource timeout = new(RecordTimeout, services.Clock);
        try
        {
            await staged.RemoveAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.StagedFilesLeft(services.Logger, e, _runId, definition.Id);
        }
    }

    private RunRecord Record(string runId, RunStatus status, DateTimeOffset startedAt, DateTimeOffset finishedAt, string host, string? problemId, string? error) => new()
    {
        RunId = runId,
        Pipeline = definition.Id,
        Target = definition.Target.QualifiedName,
        Kind = order.Kind,
        Mode = applied.Mapping.Mode.ToString().ToLowerInvariant(),
        Engine = definition.Engine.ToString().ToLowerInvariant(),
        Status = status,
        StartedAt = startedAt,
        FinishedAt = finishedAt,
        PreviousRunId = _previous?.RunId ?? string.Empty,
        WatermarkFrom = _previous?.Watermark,
        Snapshots = _batch?.Snapshots ?? 0,
        RowsRead = _batch?.RowsRead ?? 0,
        RowsStaged = _batch?.RowsStaged ?? 0,
        RowsDeferred = _batch?.RowsDeferred ?? 0,
        RowsRejected = _rejections.RowsQuarantined,
        Rejections = _rejections.Lines,
        BytesStaged = _batch?.BytesStaged ?? 0,
        SchemaVersion = applied.Version,
        ProblemId = problemId,
        Error = error,
        Host = host,
        Steps = EquatableList.From(_steps),
    };

    private async Task<T> TimedAsync<T>(string step, Func<Task<T>> work, Func<T, (long Rows, long Bytes, string? Detail)>? facts = null)
    {
        Report(step, null);
        DateTimeOffset start = services.Clock.GetUtcNow();
        long stamp = services.Clock.GetTimestamp();
        T result = await work().ConfigureAwait(false);
        (long Rows, long Bytes, string? Detail)? told = facts?.Invoke(result);
        _steps.Add(new RunStepRecord(step, start, start + services.Clock.GetElapsedTime(stamp)) { Rows = told?.Rows, Bytes = told?.Bytes, Detail = told?.Detail });
        return result;
    }

    private void Report(string step, StagedBatch? batch) => options.Progress?.Report(
        new PipelineProgress { Pipeline = definition.Id, Step = step, Rows = batch?.RowsRead ?? 0, TotalRows = batch?.RowsRead, Bytes = batch?.BytesStaged ?? 0 });

    private sealed class ExtractProgressAdapter(IProgress<PipelineProgress> progress, string pipeline) : IProgress<ExtractProgress>
    {
        public void Report(ExtractProgress value) => progress.Report(
            new PipelineProgress { Pipeline = pipeline, Step = "extract", Rows = value.Rows, TotalRows = value.TotalRows, Bytes = value.Bytes });
    }
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RedshiftIntegration.Integration.Tests.Running;

namespace RedshiftIntegration.Integration.Tests.Reliability;

/// <summary>
/// A process that runs a pipeline is killed at each statement of the load and each call of the staging area: the target is as before the run or as after it,
/// the run row says which, the next run heals, and no file, upload, lease or table is left. docs/reliability.md shows the matrix.
/// </summary>
public abstract class KilledRunTests(MySqlLine line) : IClassFixture<MySqlLine>, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _matrix = [];
    private KilledProcess? _next;
    private int _table;

    /// <summary>A heading of the matrix.</summary>
    protected abstract string Mode { get; }

    protected virtual string Columns => "id INT NOT NULL PRIMARY KEY, v VARCHAR(40), at DATETIME(6) NOT NULL";

    protected abstract PipelineDefinition Definition(string table);

    protected virtual IReadOnlyList<string> Before { get; } = ["INSERT INTO {0} VALUES (1, 'one', '2026-01-01'), (2, 'two', '2026-01-02'), (3, 'three', '2026-01-03')"];

    protected virtual IReadOnlyList<string> Change { get; } = ["UPDATE {0} SET v = 'TWO', at = '2026-01-04' WHERE id = 2", "INSERT INTO {0} VALUES (4, 'four', '2026-01-04'), (5, NULL, '2026-01-05')"];

    private protected virtual IReadOnlyList<KillPoint> StagingPoints => KillPoint.Staging;

    /// <summary>Whether the load's own steps are killed too.</summary>
    protected virtual bool KillsTheLoad => true;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_next is not null)
        {
            await _next.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_killed_run_leaves_the_old_or_the_new_rows_and_the_next_one_heals()
    {
        line.SkipIfMissing();
        (IReadOnlyList<KillPoint> points, string[] old, string[] fresh) = await ReferenceAsync();
        (IReadOnlyList<PipelineDefinition> definitions, _) = await PreparedAsync(points.Count);
        foreach ((KillPoint point, PipelineDefinition definition) in points.Zip(definitions))
        {
            await KillAsync(point, definition, old, fresh);
        }

        new GeneratedPage("reliability.md")
            .With($"kills {Mode}", [$"| killed at ({Mode}) | target | next run |", "| --- | --- | --- |", .. _matrix, "", string.Create(CultureInfo.InvariantCulture, $"{_matrix.Count} kills.")])
            .Verify();
    }

    /// <summary>A run that nobody kills says which statements there are, and what the target holds before and after it.</summary>
    private async Task<(IReadOnlyList<KillPoint> Points, string[] Old, string[] Fresh)> ReferenceAsync()
    {
        (IReadOnlyList<PipelineDefinition> definitions, IPipelineRunner runner) = await PreparedAsync(1);
        PipelineDefinition definition = definitions[0];
        string[] old = await TargetAsync(definition);
        await ChangeAsync(definition);
        PipelineRun run = await runner.RunAsync(definition, cancellationToken: Token);
        string[] fresh = await TargetAsync(definition);
        fresh.Should().NotEqual(old, "else the kills would show nothing");
        IEnumerable<string> steps = line.Redshift.StatementLog.Where(s => s.Text.Contains($"run={run.RunId} ", StringComparison.Ordinal)).Select(s => s.Step!).Distinct();
        return (KillsTheLoad ? [.. StagingPoints, .. steps.Select(KillPoint.Statement), KillPoint.LeaseReleased] : StagingPoints, old, fresh);
    }

    private async Task KillAsync(KillPoint point, PipelineDefinition definition, string[] old, string[] fresh)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        await ChangeAsync(definition);
        await using KilledProcess process = _next ?? Process();
        _next = Process();
        using (IDisposable hold = point.Hold(line.Redshift, line.Aws))
        {
            await process.BeginAsync(definition, patience.Token);
            Task reached = point.Reached(line.Redshift, line.Aws, patience.Token);
            Task<string?> ended = process.OutcomeAsync(patience.Token);
            (await Task.WhenAny(reached, ended)).Should().Be(reached, "{0} comes before the run's end ({1})", point, ended.IsCompleted ? await ended : "none yet");
            await process.KillAsync(patience.Token);
        }

        await SettledAsync(definition, patience.Token);
        bool committed = (await line.WarehouseAsync($"SELECT COUNT(*) FROM redshift_integration.runs WHERE pipeline = '{definition.Id}' AND status = 'succeeded'"))[0] == "2";
        (await TargetAsync(definition)).Should().Equal(committed ? fresh : old, "the process was killed at {0}, and its run {1}", point, committed ? "has committed" : "has not");

        // The lease of the dead is stale by then.
        IServiceProvider later = line.Services(new LaterClock(TimeSpan.FromMinutes(2)), null, null, definition);
        await later.GetRequiredService<IPipelineRunner>().RunAsync(definition, cancellationToken: Token);
        (await TargetAsync(definition)).Should().Equal(fresh, "the next run heals what was killed at {0}", point);
        await NothingIsLeftAsync(definition, point, committed);
        _matrix.Add(GeneratedPage.Row(point.Name, committed ? "new" : "old", "healed"));
    }

    private KilledProcess Process() => KilledProcess.Start(line.SourceConnectionString, line.Redshift.ConnectionString, line.Aws.Listen(), $"s3://{MySqlLine.Bucket}/runs");

    /// <summary>Tables of their own, each loaded once.</summary>
    private async Task<(IReadOnlyList<PipelineDefinition> Definitions, IPipelineRunner Runner)> PreparedAsync(int count)
    {
        string[] tables = [.. Enumerable.Range(_table, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"t{i}"))];
        _table += count;
        await line.SourceAsync([.. tables.SelectMany(t => Before.Prepend($"CREATE TABLE {{0}} ({Columns})").Select(s => string.Format(CultureInfo.InvariantCulture, s, t)))]);
        PipelineDefinition[] definitions = [.. tables.Select(Definition)];
        IPipelineRunner runner = await line.AppliedAsync(definitions);
        foreach (PipelineDefinition definition in definitions)
        {
            await runner.RunAsync(definition, cancellationToken: Token);
        }

        return (definitions, runner);
    }

    private Task ChangeAsync(PipelineDefinition definition) =>
        line.SourceAsync([.. Change.Select(s => string.Format(CultureInfo.InvariantCulture, s, definition.Source.Name))]);

    private async Task<string[]> TargetAsync(PipelineDefinition definition) => [.. await line.WarehouseAsync($"SELECT * FROM {definition.Target.QualifiedName} ORDER BY 1")];

    /// <summary>Behind the gate's lock stands what the dead session may still be doing.</summary>
    private async Task SettledAsync(PipelineDefinition definition, CancellationToken cancellationToken)
    {
        string gate = (await line.WarehouseAsync($"SELECT relname FROM pg_class WHERE relname LIKE 'gate_{definition.Source.Name}_%'"))[0];
        await using NpgsqlConnection connection = new(line.Redshift.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new($"BEGIN; LOCK TABLE redshift_integration.{gate}; COMMIT", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task NothingIsLeftAsync(PipelineDefinition definition, KillPoint point, bool committed)
    {
        line.Aws.OpenUploads(MySqlLine.Bucket).Should().Be(0, "no upload is left after {0}", point);
        IReadOnlyList<string> runs = await line.WarehouseAsync($"SELECT run_id FROM redshift_integration.runs WHERE pipeline = '{definition.Id}' AND status = 'succeeded'");
        line.Aws.Keys(MySqlLine.Bucket, $"runs/{definition.Id}/").Should()
            .OnlyContain(key => runs.Any(run => key.StartsWith($"runs/{definition.Id}/{run}-", StringComparison.Ordinal)), "only files of committed runs stay after {0}, and no lease", point);
        (await line.WarehouseAsync("SELECT relname FROM pg_class WHERE relname LIKE 'rsi_%'")).Should().BeEmpty("no table is left after {0}", point);
        if (!committed && point != KillPoint.Staging[0])
        {
            (await line.WarehouseAsync($"SELECT status FROM redshift_integration.runs WHERE pipeline = '{definition.Id}' ORDER BY run_id"))
                .Should().Equal(["succeeded", "abandoned", "succeeded"], "the run that was killed at {0} is in the record", point);
        }
    }

    private sealed class LaterClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}

public sealed class KilledMergeTests(MySqlLine line) : KilledRunTests(line)
{
    protected override string Mode => "merge";

    protected override PipelineDefinition Definition(string table) =>
        Pipeline.From(MySqlTable.Named("shop", table).IncrementalBy("at")).MapFields().To(RedshiftTable.Named("killed_merge", table).MergedOn("id"));
}

public sealed class KilledAppendTests(MySqlLine line) : KilledRunTests(line)
{
    protected override string Mode => "append";

    protected override PipelineDefinition Definition(string table) =>
        Pipeline.From(MySqlTable.Named("shop", table).IncrementalBy("at")).MapFields().To(RedshiftTable.Named("killed_append", table).Appended());
}

public sealed class KilledReplaceTests(MySqlLine line) : KilledRunTests(line)
{
    protected override string Mode => "replace";

    protected override IReadOnlyList<string> Change { get; } = ["DELETE FROM {0} WHERE id = 1", "UPDATE {0} SET v = 'TWO' WHERE id = 2"];

    protected override PipelineDefinition Definition(string table) =>
        Pipeline.From(MySqlTable.Named("shop", table)).MapFields().To(RedshiftTable.Named("killed_replace", table).Replaced());
}

public sealed class KilledDeletesTests(MySqlLine line) : KilledRunTests(line)
{
    protected override string Mode => "merge that detects deletes";

    protected override IReadOnlyList<string> Change { get; } = ["DELETE FROM {0} WHERE id = 1", "UPDATE {0} SET v = 'TWO', at = '2026-01-04' WHERE id = 2"];

    private protected override IReadOnlyList<KillPoint> StagingPoints => [.. KillPoint.Staging, .. KillPoint.Keys];

    protected override PipelineDefinition Definition(string table) =>
        Pipeline.From(MySqlTable.Named("shop", table).IncrementalBy("at")).MapFields().To(RedshiftTable.Named("killed_deletes", table).MergedOn("id")).DetectingDeletes(Deletes.Remove);
}

/// <summary>Files of more than one part: what is left of an upload costs money in a real bucket.</summary>
public sealed class KilledUploadTests(MySqlLine line) : KilledRunTests(line)
{
    protected override string Mode => "upload of several parts";

    protected override string Columns => "id INT NOT NULL PRIMARY KEY, v VARCHAR(2000), at DATETIME(6) NOT NULL";

    protected override bool KillsTheLoad => false;

    private protected override IReadOnlyList<KillPoint> StagingPoints => KillPoint.Multipart;

    /// <summary>Some 20 MB that no codec makes small.</summary>
    protected override IReadOnlyList<string> Change { get; } =
    [
        "INSERT INTO {0} SELECT seq + 10, CONCAT(SHA2(seq, 512), SHA2(seq + 1e6, 512), SHA2(seq + 2e6, 512), SHA2(seq + 3e6, 512), SHA2(seq + 4e6, 512), SHA2(seq + 5e6, 512)), '2026-01-06' FROM seq_1_to_30000",
    ];

    protected override PipelineDefinition Definition(string table) =>
        Pipeline.From(MySqlTable.Named("shop", table).IncrementalBy("at")).MapFields().To(RedshiftTable.Named("killed_upload", table).MergedOn("id"));
}

using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace RedshiftIntegration.Tests.Running;

/// <summary>
/// Random histories of a source table against a naive model: after every run the target must be exactly what the model says.
/// The seed is printed; RSI_HISTORY_SEED repeats one, RSI_HISTORIES plays more or fewer. One class a mode, so that they run side by side.
/// </summary>
public abstract class Histories(ITestOutputHelper output)
{
    private const int MaxRuns = 6;
    private const int Keys = 12;

    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("RSI_HISTORIES"), CultureInfo.InvariantCulture, out int given) ? given : 300;
    private static readonly DateTime T0 = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    protected abstract RedshiftTable Table(string name);

    protected virtual bool IsIncremental => true;

    /// <summary>The target after a run at <paramref name="now"/>, from the target before it and the source.</summary>
    protected abstract Dictionary<int, Version> Model(Dictionary<int, Version> target, Dictionary<int, Version> source, DateTime now);

    protected async Task PlayAsync()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RSI_HISTORY_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using PipelineFixture fixture = await PipelineFixture.StartAsync();
        await fixture.SourceAsync("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, v VARCHAR(20), at DATETIME NOT NULL)");
        FakeTimeProvider clock = new(new DateTimeOffset(T0));
        Source<Row> table = DatabaseTable.Named("shop", "t");
        PipelineDefinition[] definitions = [.. Enumerable.Range(0, Count)
            .Select(i => Pipeline.From(IsIncremental ? table.IncrementalBy("at") : table).MapFields().To(Table(string.Create(CultureInfo.InvariantCulture, $"t{i}"))))];
        IServiceProvider services = fixture.Services(clock, null, definitions);
        await PipelineFixture.ApplyAsync(services);
        IPipelineRunner runner = services.GetRequiredService<IPipelineRunner>();
        Random random = new(seed);
        for (int history = 0; history < Count; history++)
        {
            await fixture.SourceAsync("DELETE FROM t");
            await PlayOneAsync(fixture, runner, definitions[history], random, clock, $"seed {seed}, history {history}");
        }
    }

    private async Task PlayOneAsync(
        PipelineFixture fixture, IPipelineRunner runner, PipelineDefinition definition, Random random, FakeTimeProvider clock, string where)
    {
        Dictionary<int, Version> source = [];
        Dictionary<int, Version> target = [];
        StringBuilder story = new();
        // The lesser of two draws: long histories are needed, but not as many as short ones.
        int runs = Math.Min(random.Next(1, MaxRuns + 1), random.Next(1, MaxRuns + 1));
        for (int run = 0; run < runs; run++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            DateTime now = clock.GetUtcNow().UtcDateTime;
            await ChangeAsync(fixture, source, random, now, story);
            PipelineRun result = await runner.RunAsync(definition);
            target = Model(target, source, now);
            IReadOnlyList<string> actual = await fixture.WarehouseAsync($"SELECT id, v, at FROM {definition.Target.QualifiedName} ORDER BY id");
            string[] expected = [.. target.OrderBy(r => r.Key).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key}|{r.Value.Text ?? "~"}|{r.Value.At:yyyy-MM-dd HH:mm:ss.ffffff}"))];
            actual.Should().Equal(expected, "{0}, run {1} of:{2}{3}{2}watermark {4} to {5}", where, run, Environment.NewLine, story, result.WatermarkFrom, result.WatermarkTo);
        }
    }

    /// <summary>Up to six changes; times are drawn from a few values so that equal ones are common, some of them in the future.</summary>
    private static async Task ChangeAsync(PipelineFixture fixture, Dictionary<int, Version> source, Random random, DateTime now, StringBuilder story)
    {
        List<string> statements = [];
        for (int change = random.Next(0, 7); change > 0; change--)
        {
            int id = random.Next(1, Keys + 1);
            DateTime at = now.AddSeconds(random.Next(0, 4) switch { 0 => 0, 1 => -1, 2 => -2, _ => random.Next(0, 3) == 0 ? 5400 : -0.5 });
            string? text = random.Next(0, 8) == 0 ? null : $"v{random.Next(0, 1000).ToString(CultureInfo.InvariantCulture)}";
            source[id] = new Version(text, at);
            statements.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO t (id, v, at) VALUES ({id}, {(text is null ? "NULL" : $"'{text}'")}, '{at:yyyy-MM-dd HH:mm:ss.ffffff}') ON CONFLICT (id) DO UPDATE SET v = excluded.v, at = excluded.at"));
        }

        await fixture.SourceAsync([.. statements]);
        story.AppendJoin(Environment.NewLine, statements).AppendLine().AppendLine("-- run");
    }

    protected sealed record Version(string? Text, DateTime At);
}

public sealed class MergeHistoriesTests(ITestOutputHelper output) : Histories(output)
{
    [Fact]
    public Task A_merge_leaves_the_newest_version_of_every_row() => PlayAsync();

    protected override RedshiftTable Table(string name) => RedshiftTable.Named("h", name).MergedOn("id");

    /// <summary>A merge takes each row up to the source's clock; what lies in the future comes when its time has come.</summary>
    protected override Dictionary<int, Version> Model(Dictionary<int, Version> target, Dictionary<int, Version> source, DateTime now)
    {
        Dictionary<int, Version> next = new(target);
        foreach ((int id, Version version) in source.Where(r => r.Value.At <= now))
        {
            next[id] = version;
        }

        return next;
    }
}

public sealed class AppendHistoriesTests(ITestOutputHelper output) : Histories(output)
{
    [Fact]
    public Task An_append_leaves_the_first_version_of_every_row() => PlayAsync();

    protected override RedshiftTable Table(string name) => RedshiftTable.Named("h", name).Appended();

    /// <summary>An append adds the keys that are not there yet.</summary>
    protected override Dictionary<int, Version> Model(Dictionary<int, Version> target, Dictionary<int, Version> source, DateTime now)
    {
        Dictionary<int, Version> next = new(target);
        foreach ((int id, Version version) in source.Where(r => r.Value.At <= now))
        {
            next.TryAdd(id, version);
        }

        return next;
    }
}

public sealed class ReplaceHistoriesTests(ITestOutputHelper output) : Histories(output)
{
    [Fact]
    public Task A_replace_leaves_the_source_as_it_is() => PlayAsync();

    protected override bool IsIncremental => false;

    protected override RedshiftTable Table(string name) => RedshiftTable.Named("h", name).Replaced().AllowingEmpty();

    protected override Dictionary<int, Version> Model(Dictionary<int, Version> target, Dictionary<int, Version> source, DateTime now) => new(source);
}

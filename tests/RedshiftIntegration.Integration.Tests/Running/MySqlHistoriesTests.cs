using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>
/// Random histories of a table on the real server against a naive model: late rows inside and outside the lag, equal cursor values, values at the very
/// bound, cursors in the future, runs without a change. The seed is printed; RSI_HISTORY_SEED repeats one.
/// </summary>
public sealed class MySqlHistoriesTests(MySqlLine line, ITestOutputHelper output) : IClassFixture<MySqlLine>
{
    private const int Histories = 20;
    private const int Keys = 10;

    private static readonly DateTime T0 = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime Future = new(2999, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Times lie on a grid of minutes, so that many are equal and many lie exactly at the bound.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public Task A_merge_by_time_takes_all_that_the_lag_reaches(int lag) => PlayAsync(
        "by_time",
        name => Pipeline.From(MySqlTable.Named("shop", "by_time").IncrementalBy("at", TimeSpan.FromMinutes(lag))).MapFields()
            .To(RedshiftTable.Named("h", string.Create(CultureInfo.InvariantCulture, $"time_{lag}_{name}")).MergedOn("id")),
        (target, source, from) =>
        {
            foreach (Version row in source.Where(r => r.Minute is not null && (from is null || r.Minute >= from - lag)))
            {
                target[row.Id] = row;
            }
        });

    [Fact]
    public Task An_append_by_time_takes_unknown_keys_strictly_above_the_watermark() => PlayAsync(
        "by_time",
        name => Pipeline.From(MySqlTable.Named("shop", "by_time").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("h", $"append_{name}").Appended()),
        (target, source, from) =>
        {
            foreach (Version row in source.Where(r => r.Minute is not null && (from is null || r.Minute > from)))
            {
                target.TryAdd(row.Id, row);
            }
        });

    private async Task PlayAsync(string table, Func<int, PipelineDefinition> definition, Action<SortedDictionary<int, Version>, IEnumerable<Version>, int?> model)
    {
        line.SkipIfMissing();
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RSI_HISTORY_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await line.SourceAsync($"CREATE OR REPLACE TABLE {table} (id INT PRIMARY KEY, v VARCHAR(20) NULL, at DATETIME NOT NULL)");
        PipelineDefinition[] definitions = [.. Enumerable.Range(0, Histories).Select(definition)];
        IServiceProvider services = line.Services(null, null, null, definitions);
        await MySqlLine.ApplyAsync(services);
        Random random = new(seed);
        foreach (PipelineDefinition played in definitions)
        {
            await line.SourceAsync($"DELETE FROM {table}");
            await PlayOneAsync(services.GetRequiredService<IPipelineRunner>(), played, table, random, model, $"seed {seed}");
        }
    }

    private async Task PlayOneAsync(
        IPipelineRunner runner, PipelineDefinition definition, string table, Random random, Action<SortedDictionary<int, Version>, IEnumerable<Version>, int?> model, string seed)
    {
        Dictionary<int, Version> source = [];
        SortedDictionary<int, Version> target = [];
        StringBuilder story = new();
        int? watermark = null;
        int runs = Math.Min(random.Next(1, 6), random.Next(2, 6));
        for (int run = 0; run < runs; run++)
        {
            string[] changes = [.. Change(source, table, run, random)];
            await line.SourceAsync(changes);
            story.AppendJoin('\n', changes).Append("\n-- run\n");

            PipelineRun result = await runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);

            model(target, source.Values, watermark);
            watermark = source.Values.Select(r => r.Minute).Append(watermark).Max();
            IReadOnlyList<string> actual = await line.WarehouseAsync($"SELECT id, v, at FROM {definition.Target.QualifiedName} ORDER BY id");
            actual.Should().Equal(target.Values.Select(r => r.ToString()), "{0}, {1}, run {2} of:\n{3}", seed, definition.Id, run, story);
            result.WatermarkTo.Should().Be(watermark is { } minute ? Text(T0.AddMinutes(minute)) : null, "{0}, {1}, run {2} of:\n{3}", seed, definition.Id, run, story);
        }
    }

    /// <summary>Up to six inserts, updates and late arrivals; each run's times begin where the last one's ended, and reach back before them.</summary>
    private static IEnumerable<string> Change(Dictionary<int, Version> source, string table, int run, Random random)
    {
        for (int change = random.Next(0, 7); change > 0; change--)
        {
            int? minute = random.Next(0, 12) == 0 ? null : (run * 6) + random.Next(-7, 7) + 10;
            Version row = new(random.Next(1, Keys + 1), random.Next(0, 8) == 0 ? null : $"v{random.Next(0, 1000).ToString(CultureInfo.InvariantCulture)}", minute);
            source[row.Id] = row;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO {table} (id, v, at) VALUES ({row.Id}, {(row.Value is null ? "NULL" : $"'{row.Value}'")}, '{Text(row.At)}') ON DUPLICATE KEY UPDATE v = VALUES(v), at = VALUES(at)");
        }
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <param name="Minute">Minutes after T0; null for a cursor in the future.</param>
    private sealed record Version(int Id, string? Value, int? Minute)
    {
        public DateTime At => Minute is { } minute ? T0.AddMinutes(minute) : Future;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}|{Value ?? "~"}|{Text(At)}");
    }
}

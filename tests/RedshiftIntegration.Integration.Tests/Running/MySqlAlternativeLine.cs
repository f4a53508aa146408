using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RedshiftIntegration.Integration.Tests.Sources.MySql;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>For each case a table with one column per alternative and a pipeline that asks for them all; planned and applied at once.</summary>
public sealed class MySqlAlternativeLine : IAsyncLifetime
{
    // Values that a stricter session would not let in; they do occur, in tables that are older than the mode.
    private const string AsTheyOccur = "SET SESSION time_zone = '+00:00', SESSION sql_mode = 'ALLOW_INVALID_DATES', SESSION check_constraint_checks = 0";
    private const int BeyondTheValues = 1000;

    private readonly ConcurrentDictionary<int, Task<PipelineRun>> _loads = [];
    private IPipelineRunner _runner = null!;

    public MySqlLine Line { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Line.InitializeAsync();
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("RSI_TEST_MYSQL")))
        {
            return;
        }

        int[] cases = [.. Enumerable.Range(0, MySqlAlternativeCases.All.Length)];
        await Line.SourceAsync([AsTheyOccur, .. cases.SelectMany(Statements)]);
        IServiceProvider services = Line.Services(null, null, null, [.. cases.Select(Definition)]);
        await MySqlLine.ApplyAsync(services);
        _runner = services.GetRequiredService<IPipelineRunner>();
    }

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    /// <summary>Loads the values of a case once.</summary>
    public Task<PipelineRun> LoadedAsync(int index) => _loads.GetOrAdd(index, RunAsync);

    /// <summary>Runs with one more row, which holds the literal in the alternative's column alone.</summary>
    public async Task<SourceReadException> RefusedAsync(int index, int alternative, string literal)
    {
        await Line.SourceAsync(AsTheyOccur, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {Table(index)} (k, c{alternative}) VALUES ({BeyondTheValues}, {literal})"));
        try
        {
            Func<Task> run = () => RunAsync(index);
            return (await run.Should().ThrowAsync<SourceReadException>("of {0}", literal)).Which;
        }
        finally
        {
            await Line.SourceAsync(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM {Table(index)} WHERE k = {BeyondTheValues}"));
        }
    }

    public static string Table(int index) => string.Create(CultureInfo.InvariantCulture, $"alternatives_{index}");

    private Task<PipelineRun> RunAsync(int index) => _runner.RunAsync(Definition(index), cancellationToken: TestContext.Current.CancellationToken);

    private static PipelineDefinition Definition(int index) => Pipeline.From(MySqlTable.Named("shop", Table(index)))
        .MapFields(map => MySqlAlternativeCases.All[index].Alternatives.Select((a, i) => (a, Name: string.Create(CultureInfo.InvariantCulture, $"c{i}")))
            .Aggregate(map.Column("k"), (m, c) => m.Column(c.Name, c.Name, f => f.As(RedshiftType.TryParse(c.a.Type)!))))
        .To(RedshiftTable.Named("a", Table(index)).MergedOn("k"));

    private static IEnumerable<string> Statements(int index)
    {
        MySqlAlternativeCase row = MySqlAlternativeCases.All[index];
        string[] columns = [.. row.Alternatives.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"c{i}"))];
        yield return $"CREATE TABLE {Table(index)} (k INT PRIMARY KEY, {string.Join(", ", columns.Select(c => $"{c} {row.Ddl} NULL"))})";
        for (int k = 0; k < row.Alternatives.Max(a => a.Values.Count); k++)
        {
            string[] values = [.. row.Alternatives.Select(a => k < a.Values.Count ? a.Values[k].Literal : "NULL")];
            yield return string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {Table(index)} (k, {string.Join(", ", columns)}) VALUES ({k}, {string.Join(", ", values)})");
        }

        // A row without any value: NULL is what every alternative has.
        yield return string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {Table(index)} (k) VALUES ({BeyondTheValues - 1})");
    }
}

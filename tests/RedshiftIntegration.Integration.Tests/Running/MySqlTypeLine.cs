using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RedshiftIntegration.Integration.Tests.Sources.MySql;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>A table and a pipeline for each type, all planned and applied at once.</summary>
public sealed class MySqlTypeLine : IAsyncLifetime
{
    private IPipelineRunner _runner = null!;

    public MySqlLine Line { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Line.InitializeAsync();
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("RSI_TEST_MYSQL")))
        {
            return;
        }

        await Line.SourceAsync(["SET SESSION time_zone = '+00:00', SESSION sql_mode = ''", .. Enumerable.Range(0, MySqlTypeCases.All.Length).SelectMany(Statements)]);
        IServiceProvider services = Line.Services(null, null, null, [.. Enumerable.Range(0, MySqlTypeCases.All.Length).Select(Definition)]);
        await MySqlLine.ApplyAsync(services);
        _runner = services.GetRequiredService<IPipelineRunner>();
    }

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    public Task<PipelineRun> RunAsync(int index) => _runner.RunAsync(Definition(index), cancellationToken: TestContext.Current.CancellationToken);

    public static string Table(int index) => string.Create(CultureInfo.InvariantCulture, $"types_{index}");

    private static PipelineDefinition Definition(int index) =>
        Pipeline.From(MySqlTable.Named("shop", Table(index))).MapFields().To(RedshiftTable.Named("t", Table(index)).MergedOn("k"));

    private static IEnumerable<string> Statements(int index)
    {
        MySqlTypeCase row = MySqlTypeCases.All[index];
        yield return $"CREATE TABLE {Table(index)} (k INT PRIMARY KEY, {row.Column})";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO {Table(index)} (k, c) VALUES {string.Join(", ", row.Rows.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"({i}, {r.Literal})")))}");
    }
}

using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace RedshiftIntegration.Tests.Running;

/// <summary>docs/control-schema.md gives a query for each property of a run; each is run here and compared with the property.</summary>
public sealed partial class ControlSchemaDocsTests : IAsyncLifetime
{
    private const string Heading = "## Every property of a run, recomputed";

    private static readonly string Page = File.ReadAllText(PathOfPage()).ReplaceLineEndings("\n");

    private static readonly Dictionary<string, string> Queries = Block().Matches(Page[Page.IndexOf(Heading, StringComparison.Ordinal)..])
        .ToDictionary(m => m.Groups["property"].Value, m => m.Groups["sql"].Value, StringComparer.Ordinal);

    private PipelineFixture _fixture = null!;

    private static PropertyInfo[] Properties => typeof(PipelineRun).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    public async ValueTask InitializeAsync() => _fixture = await PipelineFixture.StartAsync();

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public void Each_property_has_a_query_and_each_query_a_property() =>
        Queries.Keys.Should().BeEquivalentTo(Properties.Select(p => p.Name));

    [Fact]
    public async Task Each_query_gives_what_the_property_says()
    {
        await _fixture.SourceAsync(
            "CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, v VARCHAR(20), at DATETIME NOT NULL)",
            "INSERT INTO orders VALUES (1, 'one', '2026-01-01 00:00:00'), (2, 'two', '2026-01-01 00:00:01'), (3, 'three', '2026-01-01 00:00:02'), (4, 'later', '2999-01-01 00:00:00')");
        PipelineDefinition orders = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id"));
        PipelineDefinition copies = Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("a.copies").Replaced());
        IPipelineRunner runner = await _fixture.AppliedAsync(orders, copies);
        PipelineRun first = await runner.RunAsync(orders);
        PipelineRun copy = await runner.RunAsync(copies);
        await _fixture.SourceAsync("UPDATE orders SET v = 'TWO', at = '2026-01-02 00:00:00' WHERE id = 2", "INSERT INTO orders VALUES (5, 'five', '2026-01-02 00:00:00')");

        PipelineRun second = await runner.RunAsync(orders);
        PipelineRun again = await runner.RunAsync(copies);

        // What the properties are, so that no query passes because all is zero.
        first.RowsInserted.Should().Be(3);
        first.RowsDeferred.Should().Be(1);
        second.Should().BeEquivalentTo(new { RowsInserted = 1L, RowsUpdated = 1L, RowsUnchanged = 2L, WatermarkFrom = "2026-01-01 00:00:02.000000" });
        again.RowsDeleted.Should().Be(4);
        foreach (PipelineRun run in new[] { first, copy, second, again })
        {
            await CompareAsync(run);
        }
    }

    [Fact]
    public async Task The_newest_committed_run_is_the_end_of_the_chain()
    {
        await _fixture.SourceAsync("CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, at DATETIME NOT NULL)", "INSERT INTO orders VALUES (1, '2026-01-01 00:00:00')");
        PipelineDefinition orders = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("analytics.orders").MergedOn("id"));
        IPipelineRunner runner = await _fixture.AppliedAsync(orders);
        await runner.RunAsync(orders);
        await runner.RunAsync(orders);
        PipelineRun last = await runner.RunAsync(orders);
        string section = Page[Page.IndexOf("## The newest committed run", StringComparison.Ordinal)..Page.IndexOf(Heading, StringComparison.Ordinal)];
        string sql = Sql().Match(section).Groups["sql"].Value;

        (await _fixture.WarehouseAsync(sql)).Should().Equal($"{last.RunId}|{last.WatermarkTo}");
    }

    private async Task CompareAsync(PipelineRun run)
    {
        (run.StartedAt.Ticks % TimeSpan.TicksPerMicrosecond).Should().Be(0, "the record holds no more");
        (run.Duration.Ticks % TimeSpan.TicksPerMicrosecond).Should().Be(0, "the record holds no more");
        foreach (PropertyInfo property in Properties)
        {
            string[] expected = [.. Rows(property.GetValue(run))];
            (await _fixture.WarehouseAsync(Queries[property.Name].Replace(":run", $"'{run.RunId}'", StringComparison.Ordinal)))
                .Should().Equal(expected, "{0} of {1} is that", property.Name, run.Pipeline);
        }
    }

    private static IEnumerable<string> Rows(object? value) => value switch
    {
        IEnumerable<RunStep> steps => steps.Select(s => string.Join('|', s.Name, Text(s.Duration), Text(s.Rows))),
        _ => [Text(value)],
    };

    private static string Text(object? value) => value switch
    {
        null => "~",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        TimeSpan time => (time.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture),
        RunStatus status => status.ToString().ToLowerInvariant(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string PathOfPage()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string page = Path.Combine(folder.FullName, "docs", "control-schema.md");
            if (File.Exists(page))
            {
                return page;
            }
        }

        throw new FileNotFoundException("docs/control-schema.md is in no folder above the tests.");
    }

    [GeneratedRegex(@"### (?<property>\w+)[^\n]*\n+```sql\n(?<sql>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"```sql\n(?<sql>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Sql();
}

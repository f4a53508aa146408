using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace RedshiftIntegration.Tests.Running;

/// <summary>Each expectation met and violated: what does not hold rolls the run back.</summary>
public sealed class ExpectationRunTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly PipelineDefinition Orders = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at", TimeSpan.Zero)).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id"));

    private readonly FakeTimeProvider _clock = new(Noon);
    private PipelineFixture _fixture = null!;

    public static TheoryData<string, Func<Expectations, Expectations>, string, string> Cases => new()
    {
        { "not NULL", e => e.NotNull("amount", "code"), "(1, 5, NULL, '2026-01-02 11:00:00')", "(1, 5, 'AB1', '2026-01-02 11:00:00')" },
        { "unique", e => e.Unique("code", "amount"), "(1, 5, 'AB1', '2026-01-02 11:00:00'), (2, 5, 'AB1', '2026-01-02 11:00:00')", "(1, 5, 'AB1', '2026-01-02 11:00:00'), (2, 6, 'AB1', '2026-01-02 11:00:00'), (3, NULL, 'AB1', '2026-01-02 11:00:00'), (4, NULL, 'AB1', '2026-01-02 11:00:00')" },
        { "between", e => e.Between("amount", -1.5m, 10), "(1, 11, 'AB1', '2026-01-02 11:00:00')", "(1, 10, 'AB1', '2026-01-02 11:00:00'), (2, -1, NULL, '2026-01-02 11:00:00'), (3, NULL, NULL, '2026-01-02 11:00:00')" },
        { "matches", e => e.Matches("code", @"^[A-Z]{2}\d+$"), "(1, 5, 'AB', '2026-01-02 11:00:00')", "(1, 5, 'AB1', '2026-01-02 11:00:00'), (2, 5, NULL, '2026-01-02 11:00:00')" },
        { "at most 2 h old", e => e.FreshWithin(TimeSpan.FromHours(2)), "(1, 5, 'AB1', '2026-01-02 09:59:59')", "(1, 5, 'AB1', '2026-01-02 10:00:00')" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync("CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, amount BIGINT, code VARCHAR(9), at DATETIME NOT NULL)");
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public async Task What_is_not_as_expected_does_not_land(string name, Func<Expectations, Expectations> expectations, string wrong, string right)
    {
        PipelineDefinition orders = Orders.Expecting(expectations);
        IPipelineRunner runner = await RunnerAsync(orders);
        await _fixture.SourceAsync($"INSERT INTO orders VALUES {wrong}");

        Func<Task> run = () => runner.RunAsync(orders, cancellationToken: Token);
        LoadException thrown = (await run.Should().ThrowAsync<LoadException>()).Which;

        (thrown.ProblemId, thrown.Step).Should().Be(("RSI7010", "expect"));
        thrown.Message.Should().Contain("a.orders").And.Contain(name);
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.orders")).Should().Equal("0");
        await _fixture.SourceAsync("DELETE FROM orders", $"INSERT INTO orders VALUES {right}");
        PipelineRun healed = await runner.RunAsync(orders, cancellationToken: Token);
        healed.Status.Should().Be(RunStatus.Succeeded);
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.orders")).Should().Equal($"{healed.RowsInserted}");
        healed.RowsInserted.Should().BePositive();
    }

    [Fact]
    public async Task The_whole_target_has_to_be_as_expected_and_not_only_the_rows_of_the_run()
    {
        await _fixture.SourceAsync("INSERT INTO orders VALUES (1, 5, NULL, '2026-01-02 10:00:00')");
        IPipelineRunner before = await RunnerAsync(Orders);
        await before.RunAsync(Orders, cancellationToken: Token);
        await _fixture.SourceAsync("INSERT INTO orders VALUES (2, 5, 'AB1', '2026-01-02 11:00:00')");
        PipelineDefinition orders = Orders.Expecting(e => e.NotNull("code"));
        IPipelineRunner runner = await RunnerAsync(orders);

        Func<Task> run = () => runner.RunAsync(orders, cancellationToken: Token);

        (await run.Should().ThrowAsync<LoadException>()).Which.ProblemId.Should().Be("RSI7010");
        (await _fixture.WarehouseAsync("SELECT id FROM a.orders")).Should().Equal("1");
    }

    [Fact]
    public async Task The_number_of_rows_changes_by_no_more_than_expected_but_from_nothing()
    {
        PipelineDefinition copies = Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("a.copies").Replaced()).Expecting(e => e.RowCountWithin(50));
        IPipelineRunner runner = await RunnerAsync(copies);
        await RowsAsync(4);
        await runner.RunAsync(copies, cancellationToken: Token);

        await RowsAsync(6);
        (await runner.RunAsync(copies, cancellationToken: Token)).RowsInserted.Should().Be(6, "half as many more is within 50 %");
        await RowsAsync(2);
        Func<Task> run = () => runner.RunAsync(copies, cancellationToken: Token);
        (await run.Should().ThrowAsync<LoadException>()).Which.Message.Should().Contain("row count within 50 %");
        await RowsAsync(10);
        (await run.Should().ThrowAsync<LoadException>()).Which.ProblemId.Should().Be("RSI7010");
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.copies")).Should().Equal("6");
    }

    [Fact]
    public async Task A_failed_expectation_is_a_failed_run_and_the_watermark_stays()
    {
        PipelineDefinition orders = Orders.Expecting(e => e.Between("amount", 0, 1));
        IPipelineRunner runner = await RunnerAsync(orders);
        await _fixture.SourceAsync("INSERT INTO orders VALUES (1, 5, NULL, '2026-01-02 10:00:00')");
        Func<Task> run = () => runner.RunAsync(orders, cancellationToken: Token);
        await run.Should().ThrowAsync<LoadException>();

        (await _fixture.WarehouseAsync("SELECT status, problem_id FROM redshift_integration.runs")).Should().Equal("failed|RSI7010");
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM redshift_integration.validation_records")).Should().Equal("0");
        await _fixture.SourceAsync("UPDATE orders SET amount = 1");
        (await runner.RunAsync(orders, cancellationToken: Token)).WatermarkFrom.Should().BeNull();
    }

    private async Task RowsAsync(int count) => await _fixture.SourceAsync(
        "DELETE FROM orders",
        $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO orders SELECT i, i, 'AB1', '2026-01-02 10:00:00' FROM n");

    private async Task<IPipelineRunner> RunnerAsync(PipelineDefinition definition)
    {
        IServiceProvider services = _fixture.Services(_clock, null, definition);
        await PipelineFixture.ApplyAsync(services);
        return services.GetRequiredService<IPipelineRunner>();
    }
}

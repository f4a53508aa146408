using Microsoft.Extensions.Time.Testing;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Staging;

namespace RedshiftIntegration.Tests.Staging;

public sealed class LeaseTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 1, 2, 0, 0, TimeSpan.Zero));
    private readonly StagingFixture fixture;

    public LeaseTests() => fixture = new StagingFixture(clock);

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Of_many_runners_at_once_one_gets_the_lease_and_the_others_learn_who()
    {
        Task<ILease?>[] runners = [.. Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                return await AcquireAsync($"run{i}", $"host{i}");
            }
            catch (RunInProgressException held)
            {
                held.ProblemId.Should().Be("RSI3100");
                held.Holder.Should().StartWith("host");
                held.Message.Should().Contain(held.Holder);
                return null;
            }
        }))];
        ILease?[] leases = await Task.WhenAll(runners);
        ILease winner = leases.Single(l => l is not null)!;
        winner.TakenOver.Should().BeNull();
        await winner.DisposeAsync();
        fixture.Aws.Keys(StagingFixture.Bucket).Should().BeEmpty();
        await using ILease next = await AcquireAsync("run9", "host9");
        fixture.Aws.Keys(StagingFixture.Bucket).Should().Equal("rsi/stage/analytics.orders/lease.json");
    }

    [Fact]
    public async Task A_held_lease_gives_holder_and_age()
    {
        await using ILease lease = await AcquireAsync("run1", "host1");
        clock.Advance(TimeSpan.FromSeconds(7));
        RunInProgressException held = (await this.Invoking(t => t.AcquireAsync("run2", "host2")).Should().ThrowAsync<RunInProgressException>()).Which;
        held.Holder.Should().Be("host1");
        held.Age.Should().Be(TimeSpan.FromSeconds(7));
        held.IsTransient.Should().BeTrue();
        held.Message.Should().Contain("run1").And.Contain("LeaseWait");
    }

    [Fact]
    public async Task A_runner_that_waits_gets_the_lease_when_it_is_released()
    {
        ILease first = await AcquireAsync("run1", "host1");
        Task<ILease> waiting = fixture.Area().AcquireLeaseAsync(StagingFixture.Pipeline, "run2", "host2", TimeSpan.FromMinutes(1), CancellationToken.None);
        waiting.IsCompleted.Should().BeFalse();
        await first.DisposeAsync();
        while (!waiting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await (await waiting).DisposeAsync();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await using ILease first = await AcquireAsync("run1", "host1");
        using CancellationTokenSource cancel = new();
        Task<ILease> waiting = fixture.Area().AcquireLeaseAsync(StagingFixture.Pipeline, "run2", "host2", TimeSpan.FromMinutes(1), cancel.Token);
        await cancel.CancelAsync();
        await waiting.Awaiting(w => w).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_renewed_lease_is_never_stale()
    {
        using RenewalWatch watch = new(fixture.Aws.CreateHandler());
        await using ILease lease = await fixture.Area(handler: () => watch).AcquireLeaseAsync(StagingFixture.Pipeline, "run1", "host1", TimeSpan.Zero, CancellationToken.None);
        for (int i = 0; i < 6; i++)
        {
            Task renewed = watch.NextPut();
            clock.Advance(S3Lease.RenewEvery);
            await renewed;
        }

        RunInProgressException held = (await this.Invoking(t => t.AcquireAsync("run2", "host2")).Should().ThrowAsync<RunInProgressException>()).Which;
        held.Age.Should().BeLessThan(S3Lease.RenewEvery);
        lease.Lost.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task A_stale_lease_is_taken_over_by_one_and_its_runner_notices()
    {
        // The first runner's renewals fail for as long as it is "paused".
        using RenewalWatch paused = new(fixture.Aws.CreateHandler());
        ILease first = await fixture.Area(handler: () => paused, retries: 0).AcquireLeaseAsync(StagingFixture.Pipeline, "run1", "host1", TimeSpan.Zero, CancellationToken.None);
        paused.Paused = true;
        clock.Advance(S3Lease.StaleAfter);

        ILease second = await AcquireAsync("run2", "host2");
        second.TakenOver.Should().Be(new LeaseContent("host1", "run1", clock.GetUtcNow() - S3Lease.StaleAfter, clock.GetUtcNow() - S3Lease.StaleAfter));

        TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = first.Lost.Register(lost.SetResult);
        paused.Paused = false;
        clock.Advance(S3Lease.RenewEvery);
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));

        // A lost lease is not released: it is the other's.
        await first.DisposeAsync();
        fixture.Aws.Keys(StagingFixture.Bucket).Should().ContainSingle();
        second.Lost.IsCancellationRequested.Should().BeFalse();
        await second.DisposeAsync();
        fixture.Aws.Keys(StagingFixture.Bucket).Should().BeEmpty();
    }

    [Fact]
    public async Task Leases_of_two_pipelines_do_not_meet()
    {
        await using ILease one = await AcquireAsync("run1", "host1");
        await using ILease two = await fixture.Area().AcquireLeaseAsync("analytics.customers", "run2", "host1", TimeSpan.Zero, CancellationToken.None);
        fixture.Aws.Keys(StagingFixture.Bucket).Should().HaveCount(2);
    }

    private Task<ILease> AcquireAsync(string runId, string holder) => fixture.Area().AcquireLeaseAsync(StagingFixture.Pipeline, runId, holder, TimeSpan.Zero, CancellationToken.None);

    /// <summary>Tells when a write was answered, and holds writes back while paused.</summary>
    private sealed class RenewalWatch(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private TaskCompletionSource put = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Paused { get; set; }

        public Task NextPut()
        {
            put = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return put.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Paused)
            {
                throw new HttpRequestException("Paused.");
            }

            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            put.TrySetResult();
            return response;
        }
    }
}

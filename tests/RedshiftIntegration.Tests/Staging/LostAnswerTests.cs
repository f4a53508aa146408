using Microsoft.Extensions.Time.Testing;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Staging;

namespace RedshiftIntegration.Tests.Staging;

/// <summary>S3 does what it was asked and the answer is lost: the SDK asks again, and the condition now fails on our own write.</summary>
public sealed class LostAnswerTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 1, 2, 0, 0, TimeSpan.Zero));
    private readonly StagingFixture fixture;
    private readonly LosingHandler losing;

    public LostAnswerTests()
    {
        fixture = new StagingFixture(clock);
        losing = new LosingHandler(fixture.Aws.CreateHandler());
    }

    public void Dispose()
    {
        losing.Dispose();
        fixture.Dispose();
    }

    [Theory]
    [InlineData(10, "PUT", "")]
    [InlineData(PartPool.PartSize + 1, "POST", "uploadId")]
    public async Task A_file_whose_last_answer_was_lost_is_written_all_the_same(int length, string method, string query)
    {
        IStagedRun run = Area().BeginRun(StagingFixture.Pipeline, "run1");
        await using StagedFileStream file = run.Create("rows-0001.parquet", CancellationToken.None);
        await file.WriteAsync(new byte[length]);
        losing.LoseNext(method, query);
        StagedFile staged = await file.CompleteAsync(3);
        staged.Bytes.Should().Be(length);
        fixture.Aws.Keys(StagingFixture.Bucket).Should().Equal(staged.Key);
        losing.Lost.Should().Be(1);
    }

    [Fact]
    public async Task A_lease_whose_answers_were_lost_is_held_renewed_and_released()
    {
        losing.LoseNext("PUT", "");
        ILease lease = await Area().AcquireLeaseAsync(StagingFixture.Pipeline, "run1", "host1", TimeSpan.Zero, CancellationToken.None);
        losing.LoseNext("PUT", "");
        Task read = losing.NextGet();
        clock.Advance(S3Lease.RenewEvery);
        await read;
        lease.Lost.IsCancellationRequested.Should().BeFalse();
        await lease.DisposeAsync();
        losing.Lost.Should().Be(2);
        fixture.Aws.Keys(StagingFixture.Bucket).Should().BeEmpty();
    }

    private S3StagingArea Area() => fixture.Area(handler: () => losing);

    private sealed class LosingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly Lock gate = new();
        private TaskCompletionSource get = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string? method;
        private string query = "";

        public int Lost { get; private set; }

        public void LoseNext(string method, string query) => (this.method, this.query) = (method, query);

        public Task NextGet()
        {
            get = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return get.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            lock (gate)
            {
                if (response.IsSuccessStatusCode && request.Method.Method == method && request.RequestUri!.Query.Contains(query, StringComparison.Ordinal))
                {
                    method = null;
                    Lost++;
                    response.Dispose();
                    throw new HttpRequestException("The answer was lost.");
                }
            }

            if (request.Method == HttpMethod.Get)
            {
                get.TrySetResult();
            }

            return response;
        }
    }
}

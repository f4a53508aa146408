namespace RedshiftIntegration.Staging;

/// <summary>A call to S3: what it does to which key, so that its error can say so.</summary>
internal readonly record struct S3Call(StagingLocation Location, string Key, string Doing, CancellationToken Cancellation)
{
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception error) when (error is not (OperationCanceledException or RedshiftIntegrationException))
        {
            Cancellation.ThrowIfCancellationRequested();
            throw StagingProblems.Translate(Location, Key, Doing, error);
        }
        catch (OperationCanceledException error) when (!Cancellation.IsCancellationRequested)
        {
            // HttpClient reports its own time-out as a cancelled task.
            throw StagingProblems.Translate(Location, Key, Doing, error);
        }
    }
}

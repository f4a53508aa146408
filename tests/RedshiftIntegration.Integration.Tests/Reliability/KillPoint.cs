using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Integration.Tests.Reliability;

/// <summary>Where a run is held when its process is killed: a statement of the load, or a call of the staging area.</summary>
/// <param name="Name">As the matrix shows it.</param>
/// <param name="Hold">Holds what comes there.</param>
/// <param name="Reached">Completes when the run is there.</param>
internal sealed record KillPoint(string Name, Func<EmbeddedRedshift, EmbeddedAws, IDisposable> Hold, Func<EmbeddedRedshift, EmbeddedAws, CancellationToken, Task> Reached)
{
    /// <summary>The staging area's calls before and after the load, each held before it takes effect; it does take effect after the process has died.</summary>
    public static IReadOnlyList<KillPoint> Staging { get; } = [Call("lease taken", "PutObject", "lease.json"), Call("rows put", "PutObject", "rows-0001.parquet"), Call("manifest put", "PutObject", "manifest.json")];

    public static KillPoint LeaseReleased { get; } = Call("lease released", "DeleteObject", "lease.json");

    /// <summary>Those of the source's keys.</summary>
    public static IReadOnlyList<KillPoint> Keys { get; } = [Call("keys put", "PutObject", "keys-0001.parquet"), Call("manifest of the keys put", "PutObject", "keys-manifest.json")];

    /// <summary>What a file of more than one part does instead of <c>rows put</c>.</summary>
    public static IReadOnlyList<KillPoint> Multipart { get; } =
        [Call("upload begun", "CreateMultipartUpload", ".parquet"), Call("part put", "UploadPart", ".parquet"), Call("upload completed", "CompleteMultipartUpload", ".parquet")];

    public static KillPoint Statement(string step) =>
        new(step, (redshift, _) => redshift.Faults.Hold(step), (redshift, _, token) => redshift.Faults.WaitUntilHeldAsync(step, token));

    public override string ToString() => Name;

    private static KillPoint Call(string name, string operation, string key) =>
        new(name, (_, aws) => aws.Faults.Hold("s3", operation, key), (_, aws, token) => aws.Faults.WaitUntilHeldAsync("s3", operation, token));
}

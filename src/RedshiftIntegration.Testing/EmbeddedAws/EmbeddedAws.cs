using System.Collections.Immutable;
using RedshiftIntegration.Testing.Aws.S3;
using RedshiftIntegration.Testing.Aws.Sts;
using RedshiftIntegration.Testing.Aws.Wire;
using RedshiftIntegration.Testing.Loading;

namespace RedshiftIntegration.Testing;

/// <summary>An AWS in this process: S3 and STS as the real SDK sees them, strict, with objects in a folder.</summary>
/// <remarks>
/// Give <see cref="CreateHandler"/> to an application by <c>UseAwsHttpMessageHandler</c>; any credentials and any endpoint are taken, http or https, and no request leaves the process.
/// What it does not know is refused as <c>NotImplemented</c> (501), never guessed.
/// </remarks>
public sealed class EmbeddedAws : IDisposable, IObjectSource
{
    private readonly ObjectStore store;
    private readonly AwsRouter router;
    private readonly Lock gate = new();
    private readonly bool ownsFolder;
    private LoopbackServer? server;

    /// <summary>Starts an AWS without any bucket.</summary>
    /// <param name="options">Clock, folder, account. Default: see <see cref="EmbeddedAwsOptions"/>.</param>
    public EmbeddedAws(EmbeddedAwsOptions? options = null)
    {
        options ??= new EmbeddedAwsOptions();
        TimeProvider clock = options.Clock ?? TimeProvider.System;
        ownsFolder = options.Folder is null;
        Folder = options.Folder is null ? Directory.CreateTempSubdirectory("rsi-aws-").FullName : Directory.CreateDirectory(options.Folder).FullName;
        store = new ObjectStore(Path.Combine(Folder, "s3"), clock, options.AccountId);
        router = new AwsRouter([new S3Service(store), new StsService(clock, options.AccountId)], Faults);
    }

    /// <summary>The folder that holds the objects.</summary>
    public string Folder { get; }

    /// <summary>Errors on demand.</summary>
    public AwsFaults Faults { get; } = new();

    /// <summary>All requests answered so far, oldest first: a snapshot.</summary>
    public ImmutableArray<AwsCall> Calls => router.Calls;

    /// <summary>A handler for the SDK's HTTP clients. Each has its own; all share this AWS, which outlives them.</summary>
    public HttpMessageHandler CreateHandler() => new EmbeddedAwsHandler(router);

    /// <summary>Answers on loopback too, for other processes; a second call gives the same address.</summary>
    /// <returns>The endpoint, such as <c>http://127.0.0.1:40123/</c>: give it to <c>aws --endpoint-url</c>.</returns>
    public Uri Listen()
    {
        lock (gate)
        {
            server ??= new LoopbackServer(router);
            return server.Endpoint;
        }
    }

    /// <summary>Makes a bucket; one that exists is left as it is.</summary>
    /// <param name="name">The bucket's name, by S3's rules: 3 to 63 lower-case letters, digits, dots and hyphens.</param>
    public void CreateBucket(string name)
    {
        if (!BucketName.IsValid(name))
        {
            throw new ArgumentException($"'{name}' is not a bucket name: use 3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends.", nameof(name));
        }

        store.EnsureBucket(name);
    }

    /// <summary>The keys of a bucket in S3's order: a snapshot, empty where the bucket is missing.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What the keys begin with. Default: all keys.</param>
    public ImmutableArray<string> Keys(string bucket, string prefix = "") => [.. store.KeysUnder(bucket, prefix)];

    /// <summary>How many multipart uploads of a bucket are neither completed nor aborted: they cost money in a real bucket.</summary>
    /// <param name="bucket">The bucket.</param>
    public int OpenUploads(string bucket) => store.OpenUploads(bucket);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            server?.Dispose();
            server = null;
        }

        if (ownsFolder && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    string? IObjectSource.PathOf(string bucket, string key) => store.PathOf(bucket, key);

    IReadOnlyList<string> IObjectSource.KeysUnder(string bucket, string prefix) => store.KeysUnder(bucket, prefix);

    string? IObjectSource.RegionOf(string bucket) => store.RegionOf(bucket);
}

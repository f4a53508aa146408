namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>A bucket's index. Its members change under the store's lock.</summary>
internal sealed class Bucket(string name, string region, DateTimeOffset created)
{
    public string Name { get; } = name;

    public string Region { get; } = region;

    public DateTimeOffset Created { get; } = created;

    public SortedDictionary<string, StoredObject> Objects { get; } = new(KeyOrder.Instance);

    public Dictionary<string, MultipartUpload> Uploads { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each key was deleted: a conditional write that overlaps a delete is a conflict.</summary>
    public Dictionary<string, long> Deletions { get; } = new(StringComparer.Ordinal);
}

using RedshiftIntegration.Testing.Loading;

namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>Buckets as folders.</summary>
internal sealed class FolderObjects(string folder) : IObjectSource
{
    public string Folder { get; } = folder;

    public string? RegionOf(string bucket) => Directory.Exists(Path.Combine(Folder, bucket)) ? "us-east-1" : null;

    public string? PathOf(string bucket, string key)
    {
        var path = Path.Combine(Folder, bucket, key);
        return File.Exists(path) ? path : null;
    }

    public IReadOnlyList<string> KeysUnder(string bucket, string prefix)
    {
        var root = Path.Combine(Folder, bucket);
        return !Directory.Exists(root) ? [] : [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f)).Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Where to write an object.</summary>
    public string Put(string bucket, string key)
    {
        var path = Path.Combine(Folder, bucket, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public void Put(string bucket, string key, string text) => File.WriteAllText(Put(bucket, key), text);
}

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Where COPY finds the objects that a run staged. EmbeddedAws is one; a test may bring a folder of its own.</summary>
internal interface IObjectSource
{
    /// <summary>The local file that holds the object, or null where the bucket has no such key.</summary>
    string? PathOf(string bucket, string key);

    /// <summary>All keys that begin with the prefix, in S3's order (by UTF-8 bytes).</summary>
    IReadOnlyList<string> KeysUnder(string bucket, string prefix);

    /// <summary>The region that holds the bucket; null where there is no such bucket.</summary>
    string? RegionOf(string bucket);
}

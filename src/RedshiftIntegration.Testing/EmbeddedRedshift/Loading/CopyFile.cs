namespace RedshiftIntegration.Testing.Loading;

/// <summary>One object to load.</summary>
internal sealed record CopyFile(string Url, string Path, long Length)
{
    /// <summary>Lines of a text file, once it was read.</summary>
    public long Lines { get; set; }

    public int Errors { get; set; }
}

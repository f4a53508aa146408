namespace RedshiftIntegration.Testing.Loading;

/// <summary>One object to load.</summary>
internal sealed record CopyFile(string Url, string Path, long Length);

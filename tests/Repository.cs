namespace RedshiftIntegration;

/// <summary>The checkout that the tests and benchmarks were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("This is not run from a checkout of the repository.")
        : File.Exists(Path.Combine(folder.FullName, "RedshiftIntegration.slnx")) ? folder.FullName
        : Find(folder.Parent);
}

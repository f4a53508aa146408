using System.Reflection;

namespace RedshiftIntegration.Architecture.Tests;

/// <summary>Where the repository is, and the assemblies that the rules are about.</summary>
internal static class Repository
{
    public static Assembly Library { get; } = typeof(Source).Assembly;

    public static Assembly Testing { get; } = Assembly.Load("RedshiftIntegration.Testing");

    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RedshiftIntegration.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}

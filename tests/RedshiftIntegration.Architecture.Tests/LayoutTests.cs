using System.Reflection;

namespace RedshiftIntegration.Architecture.Tests;

/// <summary>Where things are: folders name capabilities, namespaces follow folders.</summary>
public sealed class LayoutTests
{
    private static readonly string[] Nameless = ["Utils", "Util", "Utilities", "Helpers", "Helper", "Common", "Shared", "Services", "Models", "Misc", "Managers"];

    [Fact]
    public void No_folder_is_named_for_leftovers() => CodeFolders().Where(f => Nameless.Contains(Path.GetFileName(f), StringComparer.OrdinalIgnoreCase)).Should().BeEmpty();

    [Fact]
    public void Internal_types_of_the_library_live_in_the_namespace_of_their_folder() =>
        Misplaced(Repository.Library, folder => folder.Length == 0 ? "RedshiftIntegration" : "RedshiftIntegration." + folder.Replace('/', '.')).Should().BeEmpty();

    [Fact]
    public void Internal_types_of_the_testing_package_live_in_the_namespace_of_their_folder() => Misplaced(
        Repository.Testing,
        folder => "RedshiftIntegration.Testing" + Suffix(folder)).Should().BeEmpty();

    [Fact]
    public void Each_source_runs_the_contract_suite()
    {
        string[] suites = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*ContractTests.cs", SearchOption.AllDirectories).Select(File.ReadAllText).Where(t => t.Contains(": SourceConnectorContract", StringComparison.Ordinal))];
        IEnumerable<Type> connectors = Repository.Library.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(i => i.FullName == "RedshiftIntegration.Flow.ISourceConnector"));
        connectors.Should().NotBeEmpty();
        connectors.Where(c => !suites.Any(s => s.Contains($"new {c.Name}(", StringComparison.Ordinal))).Select(c => c.Name).Should().BeEmpty();
    }

    /// <summary>The engine, and the session that holds its transaction; statements and binder stay free of it.</summary>
    [Fact]
    public void Only_engine_and_session_of_the_double_speak_to_DuckDB()
    {
        string package = Path.Combine(Repository.Root, "src", "RedshiftIntegration.Testing");
        Directory.EnumerateFiles(package, "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("using DuckDB.NET", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(package, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("EmbeddedRedshift/Engine/", StringComparison.Ordinal) && !f.StartsWith("EmbeddedRedshift/Sessions/", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    /// <summary>EmbeddedRedshift and EmbeddedAws are names of classes, so they can't be namespaces.</summary>
    private static string Suffix(string folder)
    {
        string[] parts = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> names = parts switch
        {
            ["EmbeddedRedshift", .. var rest] => rest,
            ["EmbeddedAws", .. var rest] => ["Aws", .. rest],
            _ => parts,
        };
        return string.Concat(names.Select(n => "." + n));
    }

    private static List<string> Misplaced(Assembly assembly, Func<string, string> namespaceOf)
    {
        Dictionary<string, string> files = SourceFiles.Of(assembly);
        return
        [
            .. from type in assembly.GetTypes()
               where !type.IsNested && !type.IsPublic && files.ContainsKey(type.FullName!)
               let folder = Path.GetDirectoryName(files[type.FullName!])!.Replace('\\', '/')
               where type.Namespace != namespaceOf(folder)
               select $"{type.FullName} is in {folder}",
        ];
    }

    private static IEnumerable<string> CodeFolders() => new[] { "src", "tests", "samples", "bench", "eng" }
        .Select(f => Path.Combine(Repository.Root, f)).Where(Directory.Exists)
        .SelectMany(f => Directory.EnumerateDirectories(f, "*", SearchOption.AllDirectories));
}

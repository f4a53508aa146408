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
        Misplaced(Assemblies.Library, folder => folder.Length == 0 ? "RedshiftIntegration" : "RedshiftIntegration." + folder.Replace('/', '.')).Should().BeEmpty();

    [Fact]
    public void Internal_types_of_the_testing_package_live_in_the_namespace_of_their_folder() => Misplaced(
        Assemblies.Testing,
        folder => "RedshiftIntegration.Testing" + Suffix(folder)).Should().BeEmpty();

    [Fact]
    public void Each_source_runs_the_contract_suite()
    {
        string[] suites = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*ContractTests.cs", SearchOption.AllDirectories).Select(File.ReadAllText).Where(t => t.Contains(": SourceConnectorContract", StringComparison.Ordinal))];
        IEnumerable<Type> connectors = Assemblies.Library.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(i => i.FullName == "RedshiftIntegration.Flow.ISourceConnector"));
        connectors.Should().NotBeEmpty();
        connectors.Where(c => !suites.Any(s => s.Contains($"new {c.Name}(", StringComparison.Ordinal))).Select(c => c.Name).Should().BeEmpty();
    }

    /// <summary>Syntax, meaning and statements end in text that the printer makes; the engine, and what feeds it, speaks to DuckDB.</summary>
    [Theory]
    [InlineData("Syntax")]
    [InlineData("Binding")]
    [InlineData("Statements")]
    [InlineData("Functions")]
    [InlineData("Wire")]
    public void The_double_understands_SQL_without_DuckDB(string folder)
    {
        string path = Path.Combine(Repository.Root, "src", "RedshiftIntegration.Testing", "EmbeddedRedshift", folder);
        Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("DuckDB.NET", StringComparison.Ordinal)).Select(Path.GetFileName).Should().BeEmpty();
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

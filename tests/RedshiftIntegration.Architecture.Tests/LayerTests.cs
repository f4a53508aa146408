using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace RedshiftIntegration.Architecture.Tests;

/// <summary>Who may know whom. A type's place is its folder.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, string> Files = SourceFiles.Of(Assemblies.Library);
    private static readonly string[] Capabilities = ["Sources/", "Engines/", "Loading/", "Validation/", "Access/", "Monitoring/"];
    private static readonly string[] Ground = ["Redshift/", "Staging/", "Aws/"];
    private static readonly string[] Values = ["Types/", "Mapping/", "Definition/", "Errors/"];

    private static readonly Lazy<List<Knowledge>> Known = new(Load);

    [Fact]
    public void The_rules_see_what_they_are_about()
    {
        // A Log has its methods from the generator of logging messages, so it has no file of its own in the PDB.
        Assemblies.Library.GetTypes().Where(t => !t.IsNested && t.Name != "Log" && t.Namespace?.StartsWith("RedshiftIntegration", StringComparison.Ordinal) == true && !Files.ContainsKey(t.FullName!))
            .Select(t => t.FullName).Should().BeEmpty();
        Known.Value.Should().Contain(new Knowledge("Sources/Database/DatabaseConnector.cs", "Flow/ISourceConnector.cs"))
            .And.Contain(new Knowledge("Sources/Database/CursorQueries.cs", "Errors/SourceProblems.cs"), "calls inside of method bodies count");
    }

    [Fact]
    public void Values_know_only_values() => Violations(from => IsValue(from) && !Results.Contains(from), to => !IsValue(to)).Should().BeEmpty();

    [Fact]
    public void Flow_knows_values_only() => Violations(In("Flow/"), to => !In("Flow/")(to) && !IsValue(to)).Should().BeEmpty();

    [Fact]
    public void Shared_ground_knows_values_flow_and_shared_ground() => Violations(In(Ground), to => !In(Ground)(to) && !In("Flow/")(to) && !IsValue(to)).Should().BeEmpty();

    [Fact]
    public void The_AWS_clients_know_no_domain_word() => Violations(In("Aws/"), to => !In("Aws/")(to) && !In("Errors/")(to)).Should().BeEmpty();

    [Fact]
    public void A_capability_knows_no_sibling() => Violations(
        In(Capabilities),
        (from, to) => CapabilityOf(from) != CapabilityOf(to) && !In(Ground)(to) && !In("Flow/")(to) && !IsValue(to)).Should().BeEmpty();

    [Fact]
    public void Running_and_deployment_know_no_capability() => Violations(In("Running/", "Deployment/"), In(Capabilities)).Should().BeEmpty();

    [Fact]
    public void Nobody_knows_the_registration() => Violations(file => !In("DependencyInjection/")(file), file => In("DependencyInjection/")(file) && !IsValue(file)).Should().BeEmpty();

    /// <summary>
    /// The spine at the project's root counts among the values; so do the options, which stand beside the registration that binds them, and what runs and plans
    /// give back to the caller (public records and enumerations): others may know these as values, though they know what their own folder may know.
    /// </summary>
    private static bool IsValue(string file) => !file.Contains('/') || In(Values)(file) || file.EndsWith("Options.cs", StringComparison.Ordinal) || Results.Contains(file);

    private static readonly HashSet<string> Results =
    [
        .. Assemblies.Library.GetExportedTypes()
            .Where(t => t.IsEnum || (t.IsSealed && t.GetMethod("<Clone>$") is not null))
            .Select(t => Files.GetValueOrDefault(t.FullName!, string.Empty))
            .Where(f => In("Running/", "Deployment/", "DependencyInjection/")(f)),
    ];

    private static Func<string, bool> In(params string[] folders) => file => folders.Any(f => file.StartsWith(f, StringComparison.Ordinal));

    /// <summary><c>Sources/MySql</c>, <c>Engines/Direct</c>, <c>Loading</c>.</summary>
    private static string CapabilityOf(string file)
    {
        string[] parts = file.Split('/');
        return parts[0] is "Sources" or "Engines" && parts.Length > 2 ? $"{parts[0]}/{parts[1]}" : parts[0];
    }

    private static List<string> Violations(Func<string, bool> from, Func<string, bool> forbidden) => Violations(from, (_, to) => forbidden(to));

    private static List<string> Violations(Func<string, bool> from, Func<string, string, bool> forbidden) =>
        [.. Known.Value.Where(k => from(k.From) && k.From != k.To && forbidden(k.From, k.To)).Select(k => $"{k.From} knows {k.To}").Distinct().Order()];

    private static List<Knowledge> Load()
    {
        ArchUnitNET.Domain.Architecture architecture = new ArchLoader().LoadAssemblies(Assemblies.Library).Build();
        return [.. architecture.Types.SelectMany(type => type.Dependencies.Select(d => (From: FileOf(type), To: FileOf(d.Target)))).Where(k => k.From is not null && k.To is not null).Select(k => new Knowledge(k.From!, k.To!)).Distinct()];
    }

    private static string? FileOf(IType type) => Files.GetValueOrDefault(type.FullName.Split('+', '/')[0]);

    private sealed record Knowledge(string From, string To);
}

using System.Reflection;
using System.Runtime.CompilerServices;

namespace RedshiftIntegration.Architecture.Tests;

/// <summary>What callers see: one namespace per package, and no type of a driver, of the Parquet library or of the AWS SDK.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly string[] Hidden = ["Npgsql", "MySqlConnector", "ParquetSharp", "AWSSDK", "DuckDB", "Dapper", "Apache.Arrow", "Polly"];

    public static TheoryData<string> Packages => ["RedshiftIntegration", "RedshiftIntegration.Testing"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_public_type_is_in_the_root_namespace(string package) =>
        Assembly.Load(package).GetExportedTypes().Where(t => t.Namespace != package).Select(t => t.FullName).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Packages))]
    public void Public_signatures_are_free_of_drivers_and_the_AWS_SDK(string package)
    {
        IEnumerable<string> found = from type in Assembly.Load(package).GetExportedTypes()
                                    from used in UsedBy(type)
                                    where Hidden.Any(h => used.Assembly.GetName().Name!.StartsWith(h, StringComparison.Ordinal)) && used.FullName != "Amazon.Extensions.NETCore.Setup.AWSOptions"
                                    select $"{type.Name} shows {used.FullName}";
        found.Distinct().Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_file_holds_one_public_type(string package)
    {
        Dictionary<string, string> files = SourceFiles.Of(Assembly.Load(package));
        // Source.cs and the like hold a type and its generic twin in files of their own, so no exception is needed.
        Assembly.Load(package).GetExportedTypes().Where(t => !t.IsNested).GroupBy(t => files.GetValueOrDefault(t.FullName!, t.FullName!))
            .Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(t => t.Name))}").Should().BeEmpty();
    }

    [Fact]
    public void No_type_is_named_like_the_root_namespace_of_a_driver() =>
        Assemblies.Library.GetExportedTypes().Select(t => t.Name).Should().NotContain(["MySql", "Oracle", "Salesforce"]);

    [Fact]
    public void The_testing_package_uses_the_public_surface_alone() =>
        Assemblies.Library.GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => a.AssemblyName.Split(',')[0]).Should().NotContain("RedshiftIntegration.Testing");

    private static IEnumerable<Type> UsedBy(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<Type> direct =
        [
            .. type.BaseType is null ? [] : new[] { type.BaseType },
            .. type.GetInterfaces(),
            .. type.GetMethods(All).Where(m => IsVisible(m)).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)),
            .. type.GetConstructors(All).Where(c => IsVisible(c)).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)),
            .. type.GetFields(All).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(f => f.FieldType),
        ];
        return direct.SelectMany(Parts);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };
}

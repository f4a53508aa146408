using System.Reflection;

namespace RedshiftIntegration.Architecture.Tests;

/// <summary>The assemblies that the rules are about.</summary>
internal static class Assemblies
{
    public static Assembly Library { get; } = typeof(Source).Assembly;

    public static Assembly Testing { get; } = Assembly.Load("RedshiftIntegration.Testing");
}

using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>A heading of AWS's function reference: what the double runs of it, and what it names and refuses.</summary>
internal sealed record FunctionFamily(string Name, IReadOnlyList<Function> Functions, ImmutableArray<string> NotSupported);

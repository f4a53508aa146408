using System.Security.Cryptography;
using System.Text;

namespace RedshiftIntegration.Flow;

/// <summary>What tells whether a definition, or what its source has made of it, has changed since it was applied.</summary>
internal static class MappingHash
{
    public static string Of(PipelineDefinition definition, ResolvedMapping mapping) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{definition.ToJson()}\n{MappingJson.Write(mapping)}")));
}

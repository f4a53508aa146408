using System.Collections.Frozen;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Compression encodings by the numbers of pg_attribute.attencodingtype.</summary>
internal static class Encodings
{
    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = 0, ["raw"] = 0, ["runlength"] = 1, ["delta"] = 2, ["delta32k"] = 3, ["text255"] = 5, ["text32k"] = 6, ["bytedict"] = 4,
        ["mostly8"] = 13, ["mostly16"] = 14, ["mostly32"] = 15, ["lzo"] = 16, ["zstd"] = 17, ["az64"] = 18,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static int Number(string encoding) => Numbers.GetValueOrDefault(encoding);
}

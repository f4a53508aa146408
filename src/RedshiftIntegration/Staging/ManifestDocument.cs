using System.Text.Json;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Staging;

/// <summary>The manifest that COPY reads, in the form that Redshift's own UNLOAD writes (<c>meta</c> with length and rows).</summary>
/// <remarks>COPY of Parquet needs <c>meta.content_length</c>: https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html</remarks>
internal static class ManifestDocument
{
    public const string Name = "manifest.json";
    public const string NameOfKeys = "keys-manifest.json";

    public static byte[] Of(StagingLocation location, IReadOnlyList<StagedFile> files)
    {
        using MemoryStream memory = new();
        using (Utf8JsonWriter json = new(memory, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("entries");
            foreach (StagedFile file in files)
            {
                json.WriteStartObject();
                json.WriteString("url", location.UriOf(file.Key));
                json.WriteBoolean("mandatory", true);
                json.WriteStartObject("meta");
                json.WriteNumber("content_length", file.Bytes);
                json.WriteNumber("record_count", file.Rows);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return memory.ToArray();
    }
}

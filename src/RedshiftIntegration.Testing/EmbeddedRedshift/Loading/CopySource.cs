using System.Text.Json;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Finds the files behind a COPY's FROM: the entries of a manifest, or all objects under a prefix.</summary>
internal sealed class CopySource(IObjectSource objects, string url)
{
    public IReadOnlyList<CopyFile> Files(bool manifest)
    {
        var (bucket, key) = Split(url);
        if (!objects.BucketExists(bucket))
        {
            throw new SqlError("XX000", $"S3ServiceException:The specified bucket does not exist,Status 404,Error NoSuchBucket: \"{bucket}\"");
        }

        if (manifest)
        {
            return Entries(objects.PathOf(bucket, key) ?? throw NoPrefix());
        }

        // A Parquet prefix without a match loads nothing and says nothing, as live clusters have shown.
        return [.. objects.KeysUnder(bucket, key).Select(k => File(bucket, k)!)];
    }

    public static (string Bucket, string Key) Split(string url)
    {
        const string Scheme = "s3://";
        var slash = url.StartsWith(Scheme, StringComparison.Ordinal) ? url.IndexOf('/', Scheme.Length) : -1;
        return slash > Scheme.Length
            ? (url[Scheme.Length..slash], url[(slash + 1)..])
            : throw new SqlError("XX000", $"The S3 path \"{url}\" is not valid: s3://bucket/key is expected");
    }

    private SqlError NoPrefix() => new("XX000", $"The specified S3 prefix '{Split(url).Key}' does not exist");

    private CopyFile? File(string bucket, string key)
    {
        var path = objects.PathOf(bucket, key);
        return path is null ? null : new CopyFile($"s3://{bucket}/{key}", path, new FileInfo(path).Length);
    }

    private List<CopyFile> Entries(string path)
    {
        using var document = Document(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("entries", out var entries) || entries.ValueKind != JsonValueKind.Array)
        {
            throw Invalid("it has no list \"entries\"");
        }

        var files = new List<CopyFile>();
        foreach (var entry in entries.EnumerateArray())
        {
            if (Entry(entry) is { } file)
            {
                files.Add(file);
            }
        }

        return files.Count > 0 ? files : throw NoPrefix();
    }

    private JsonDocument Document(string path)
    {
        try
        {
            return JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw Invalid(e.Message);
        }
    }

    private CopyFile? Entry(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("url", out var url) || url.GetString() is not { } address)
        {
            throw Invalid("an entry has no \"url\"");
        }

        if (!entry.TryGetProperty("meta", out var meta) || !meta.TryGetProperty("content_length", out var length) || !length.TryGetInt64(out var bytes))
        {
            throw Invalid($"the entry {address} has no \"meta\" with a \"content_length\", which columnar formats need");
        }

        var (bucket, key) = Split(address);
        var mandatory = entry.TryGetProperty("mandatory", out var flag) && flag.ValueKind == JsonValueKind.True;
        var file = File(bucket, key);
        if (file is null)
        {
            return mandatory ? throw Spectrum.Error($"File not found. File: {address}") : null;
        }

        return file.Length == bytes
            ? file
            : throw Spectrum.Error($"File size mismatch: the manifest says content_length {bytes}, the object has {file.Length} bytes. File: {address}");
    }

    private SqlError Invalid(string why) => new("XX000", $"Manifest file is not in correct json format: {url}: {why}");
}

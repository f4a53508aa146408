using System.Text.Json;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Finds the files behind a COPY's FROM: the entries of a manifest, or all objects under a prefix (AWS: copy-parameters-data-source-s3, loading-data-files-using-manifest).</summary>
/// <param name="objects">The simulated S3.</param>
/// <param name="url">The address after FROM.</param>
/// <param name="warehouseRegion">The warehouse's own region; null where the server was not given one.</param>
/// <param name="options">Manifest, format and region of the COPY.</param>
internal sealed class CopySource(IObjectSource objects, string url, string? warehouseRegion, CopyOptions options)
{
    private bool Columnar => options.Format == CopyFormat.Parquet;

    public IReadOnlyList<CopyFile> Files()
    {
        var (bucket, key) = Split(url);
        CheckBucket(bucket);
        if (options.Manifest)
        {
            return Entries(objects.PathOf(bucket, key) ?? throw NoPrefix(key));
        }

        var files = objects.KeysUnder(bucket, key).Select(k => File(bucket, k)!).Where(f => !(f.Length == 0 && f.Url.EndsWith('/'))).ToList();
        // A Parquet prefix without a match loads nothing and says nothing, as live clusters have shown.
        return files.Count > 0 || Columnar ? files : throw NoPrefix(key);
    }

    /// <summary>The one object at an address, such as a JSONPaths file.</summary>
    public CopyFile Single(string address)
    {
        var (bucket, key) = Split(address);
        CheckBucket(bucket);
        return File(bucket, key) ?? throw NoPrefix(key);
    }

    public static (string Bucket, string Key) Split(string url)
    {
        const string Scheme = "s3://";
        var slash = url.StartsWith(Scheme, StringComparison.Ordinal) ? url.IndexOf('/', Scheme.Length) : -1;
        return slash > Scheme.Length
            ? (url[Scheme.Length..slash], url[(slash + 1)..])
            : throw new SqlError("XX000", $"The S3 path \"{url}\" is not valid: s3://bucket/key is expected");
    }

    private static SqlError NoPrefix(string key) => new("XX000", $"The specified S3 prefix '{key}' does not exist");

    private void CheckBucket(string bucket)
    {
        var region = objects.RegionOf(bucket)
            ?? throw new SqlError("XX000", $"S3ServiceException:The specified bucket does not exist,Status 404,Error NoSuchBucket: \"{bucket}\"");
        var wanted = options.Region ?? warehouseRegion ?? region;
        if (!string.Equals(region, wanted, StringComparison.Ordinal))
        {
            throw new SqlError(
                "XX000",
                "S3ServiceException:The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.,Status 301,Error PermanentRedirect",
                detail: $"bucket \"{bucket}\" is in {region}, the COPY looks for it in {wanted}",
                hint: Columnar ? "COPY from columnar formats needs a bucket in the warehouse's own region" : $"REGION '{region}'");
        }
    }

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

        return files.Count > 0 ? files : throw NoPrefix(Split(url).Key);
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
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("url", out var url) || url.ValueKind != JsonValueKind.String)
        {
            throw Invalid("an entry has no \"url\"");
        }

        var address = url.GetString()!;
        var length = Columnar ? ContentLength(entry, address) : null;
        var (bucket, key) = Split(address);
        CheckBucket(bucket);
        var mandatory = entry.TryGetProperty("mandatory", out var flag) && flag.ValueKind == JsonValueKind.True;
        var file = File(bucket, key);
        if (file is null)
        {
            return !mandatory ? null : throw (Columnar ? Spectrum.Error($"File not found. File: {address}") : NoPrefix(key));
        }

        return length is null || file.Length == length
            ? file
            : throw Spectrum.Error($"File size mismatch: the manifest says content_length {length}, the object has {file.Length} bytes. File: {address}");
    }

    private long? ContentLength(JsonElement entry, string address) =>
        entry.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty("content_length", out var length)
        && length.ValueKind == JsonValueKind.Number && length.TryGetInt64(out var bytes)
            ? bytes
            : throw Invalid($"the entry {address} has no \"meta\" with a \"content_length\", which columnar formats need");

    private SqlError Invalid(string why) => new("XX000", $"Manifest file is not in correct json format: {url}: {why}");
}

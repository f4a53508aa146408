using System.Security.Cryptography;
using System.Text;

namespace RedshiftIntegration.Staging;

/// <summary><c>s3://bucket/prefix</c>, and what stands where beneath it.</summary>
internal sealed record StagingLocation(string Bucket, string Prefix)
{
    private const string Scheme = "s3://";
    private const int RandomDigits = 32;

    public static bool TryParse(string text, out StagingLocation location)
    {
        location = new StagingLocation("", "");
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string[] parts = text[Scheme.Length..].Split('/', 2);
        location = new StagingLocation(parts[0], parts.Length == 2 ? parts[1].Trim('/') : "");
        return parts[0].Length is >= 3 and <= 63 && parts[0].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
    }

    /// <summary>Everything of a pipeline, with a slash at the end.</summary>
    public string PipelinePrefix(string pipeline)
    {
        string folder = Folder(pipeline);
        return Prefix.Length == 0 ? $"{folder}/" : $"{Prefix}/{folder}/";
    }

    public string LeaseKey(string pipeline) => PipelinePrefix(pipeline) + "lease.json";

    /// <summary>128 random bits: who may write to the bucket but not list it can't put a file among those of a run.</summary>
    public string NewRunPrefix(string pipeline, string runId)
        => $"{PipelinePrefix(pipeline)}{runId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomDigits / 2))}/";

    /// <summary>The run id in a key or prefix beneath the pipeline; null where it is not one of ours.</summary>
    public string? RunIdOf(string pipeline, string key)
    {
        string prefix = PipelinePrefix(pipeline);
        int slash = key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal) ? key.IndexOf('/', prefix.Length) : -1;
        if (slash < 0)
        {
            return null;
        }

        string folder = key[prefix.Length..slash];
        int dash = folder.Length - RandomDigits - 1;
        return dash > 0 && folder[dash] == '-' && folder[(dash + 1)..].All(char.IsAsciiHexDigitLower) ? folder[..dash] : null;
    }

    public string UriOf(string key) => $"{Scheme}{Bucket}/{key}";

    public override string ToString() => UriOf(Prefix);

    /// <summary>The id itself where it is plain; else its plain characters and a hash, because a COPY statement takes an address from a checked alphabet.</summary>
    private static string Folder(string pipeline)
    {
        string plain = string.Concat(pipeline.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-'));
        return plain == pipeline && !pipeline.All(c => c == '.') ? pipeline : $"{plain}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pipeline)).AsSpan(0, 8))}";
    }
}

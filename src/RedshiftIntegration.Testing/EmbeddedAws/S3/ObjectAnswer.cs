using System.Globalization;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>The answer of GetObject and HeadObject: conditions, range, headers.</summary>
internal static class ObjectAnswer
{
    public static StoredObject Select(S3Request request, Bucket bucket)
    {
        StoredObject found = bucket.Objects.GetValueOrDefault(request.Key) ?? throw AwsError.Of("NoSuchKey").With("Key", request.Key);
        AwsRequest wire = request.Wire;
        if (wire.Header("if-match") is { } match && match != "*" && match.Trim('"') != found.ETag)
        {
            throw AwsError.Of("PreconditionFailed").With("Condition", "If-Match");
        }

        // HTTP dates have whole seconds.
        DateTimeOffset modified = new(found.LastModified.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        if (wire.Header("if-match") is null && Date(wire.Header("if-unmodified-since")) < modified)
        {
            throw AwsError.Of("PreconditionFailed").With("Condition", "If-Unmodified-Since");
        }

        string? none = wire.Header("if-none-match");
        if (none is "*" || none?.Trim('"') == found.ETag || (none is null && Date(wire.Header("if-modified-since")) >= modified))
        {
            throw new AwsError(304, "NotModified", "Not Modified");
        }

        return found;
    }

    public static AwsResponse Of(S3Request request, StoredObject found, FileStream? file)
    {
        (long start, long length, bool partial) = Range(request.Wire.Header("range"), found.Size);
        AwsResponse response = new()
        {
            Status = partial ? 206 : 200,
            Length = length,
            Body = file is null ? Stream.Null : partial ? new FileSection(file, start, length) : file,
        };
        foreach ((string name, string value) in found.Headers)
        {
            response.With(name, value);
        }

        if (!partial && string.Equals(request.Wire.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase))
        {
            response.WithChecksum(found.Checksum);
        }

        return response
            .With("ETag", $"\"{found.ETag}\"")
            .With("Last-Modified", found.LastModified.ToString("r", CultureInfo.InvariantCulture))
            .With("Accept-Ranges", "bytes")
            .With("Content-Range", partial ? string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{start + length - 1}/{found.Size}") : null);
    }

    private static DateTimeOffset? Date(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null;

    /// <summary>A header that is not one range of bytes is ignored, as HTTP says.</summary>
    private static (long Start, long Length, bool Partial) Range(string? header, long size)
    {
        string[] ends = header is not null && header.StartsWith("bytes=", StringComparison.Ordinal) ? header["bytes=".Length..].Split('-') : [];
        if (ends.Length != 2 || header!.Contains(',', StringComparison.Ordinal))
        {
            return (0, size, false);
        }

        bool hasFirst = long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out long first);
        bool hasLast = long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out long last);
        if (!hasFirst && !hasLast)
        {
            return (0, size, false);
        }

        long start = hasFirst ? first : Math.Max(0, size - last);
        long end = hasFirst && hasLast ? Math.Min(last, size - 1) : size - 1;
        if (start >= size || end < start)
        {
            throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable").With("RangeRequested", header!).With("ActualObjectSize", size.Text());
        }

        return (start, end - start + 1, true);
    }
}

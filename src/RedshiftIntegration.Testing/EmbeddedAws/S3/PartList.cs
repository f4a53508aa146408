using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>The parts that a complete request names, against those that were uploaded.</summary>
internal static class PartList
{
    private const long Smallest = 5 << 20;

    public static List<StoredPart> Checked(MultipartUpload upload, XElement document)
    {
        List<StoredPart> parts = [];
        foreach (XElement named in document.Elements().Where(e => e.Name.LocalName == "Part"))
        {
            StoredPart part = Find(upload, named);
            if (parts.Count > 0 && part.Number <= parts[^1].Number)
            {
                throw new AwsError(400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.").With("UploadId", upload.Id);
            }

            parts.Add(part);
        }

        if (parts.Count == 0)
        {
            throw new AwsError(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
        }

        if (parts.Take(parts.Count - 1).FirstOrDefault(p => p.Size < Smallest) is { } small)
        {
            throw new AwsError(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
                .With("ProposedSize", small.Size.Text()).With("MinSizeAllowed", Smallest.Text()).With("PartNumber", small.Number.Text()).With("ETag", small.ETag);
        }

        return parts;
    }

    public static string ETagOf(List<StoredPart> parts)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (StoredPart part in parts)
        {
            md5.AppendData(Convert.FromHexString(part.ETag));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{parts.Count}");
    }

    /// <summary>COMPOSITE is the checksum of the parts' checksums.</summary>
    public static Checksum? ChecksumOf(MultipartUpload upload, List<StoredPart> parts, string? full)
    {
        if (upload.Algorithm is not { } algorithm)
        {
            return null;
        }

        if (full is not null)
        {
            return new Checksum(algorithm, full);
        }

        using ChecksumCalculator calculator = ChecksumCalculator.Create(algorithm)!;
        foreach (StoredPart part in parts)
        {
            calculator.Append(Convert.FromBase64String(part.Checksum!.Value));
        }

        return new Checksum(algorithm, string.Create(CultureInfo.InvariantCulture, $"{calculator.Base64()}-{parts.Count}"), "COMPOSITE");
    }

    private static StoredPart Find(MultipartUpload upload, XElement named)
    {
        string number = S3Text.Child(named, "PartNumber") ?? "";
        StoredPart? part = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? upload.Parts.GetValueOrDefault(n) : null;
        if (part is null || S3Text.Child(named, "ETag")?.Trim('"') != part.ETag)
        {
            throw Invalid(upload, number);
        }

        foreach (string algorithm in ChecksumCalculator.Algorithms)
        {
            string? sent = S3Text.Child(named, "Checksum" + algorithm);
            if (sent is not null && (part.Checksum?.Algorithm != algorithm || part.Checksum.Value != sent))
            {
                throw Invalid(upload, number);
            }

            if (sent is null && algorithm == upload.Algorithm && upload.ChecksumType == "COMPOSITE")
            {
                throw new AwsError(400, "InvalidRequest", $"The upload was created using a {algorithm.ToLowerInvariant()} checksum. The complete request must include the checksum for each part. It was missing for part {number} in the request.");
            }
        }

        return part;
    }

    private static AwsError Invalid(MultipartUpload upload, string number)
        => new AwsError(400, "InvalidPart", "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
            .With("UploadId", upload.Id).With("PartNumber", number);
}

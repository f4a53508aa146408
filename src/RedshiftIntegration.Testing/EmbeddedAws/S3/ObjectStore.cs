using System.Globalization;
using System.Security.Cryptography;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>Buckets, objects and open uploads: an index in memory, under one lock, over files that never change once they are in it.</summary>
internal sealed class ObjectStore(string folder, TimeProvider clock, string accountId)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Bucket> buckets = new(StringComparer.Ordinal);
    private long files;

    public string AccountId => accountId;

    public DateTimeOffset Now => clock.GetUtcNow();

    public void EnsureBucket(string name)
    {
        lock (gate)
        {
            if (!buckets.ContainsKey(name))
            {
                Add(name, "us-east-1");
            }
        }
    }

    public void CreateBucket(string name, string region)
    {
        lock (gate)
        {
            if (buckets.ContainsKey(name))
            {
                throw new AwsError(409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.").With("BucketName", name);
            }

            Add(name, region);
        }
    }

    public void DeleteBucket(string name) => In(name, bucket =>
    {
        if (bucket.Objects.Count > 0)
        {
            throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty").With("BucketName", name);
        }

        return buckets.Remove(name);
    });

    /// <summary>Runs under the lock; the bucket must exist.</summary>
    public T In<T>(string bucket, Func<Bucket, T> action)
    {
        lock (gate)
        {
            return action(buckets.GetValueOrDefault(bucket) ?? throw AwsError.Of("NoSuchBucket").With("BucketName", bucket));
        }
    }

    public List<Bucket> Buckets()
    {
        lock (gate)
        {
            return [.. buckets.Values.OrderBy(b => b.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Null where there is no such bucket.</summary>
    public string? RegionOf(string bucket)
    {
        lock (gate)
        {
            return buckets.GetValueOrDefault(bucket)?.Region;
        }
    }

    public string? PathOf(string bucket, string key)
    {
        lock (gate)
        {
            return buckets.GetValueOrDefault(bucket)?.Objects.GetValueOrDefault(key)?.Path;
        }
    }

    public List<string> KeysUnder(string bucket, string prefix)
    {
        lock (gate)
        {
            return buckets.TryGetValue(bucket, out Bucket? found) ? [.. found.Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))] : [];
        }
    }

    public int OpenUploads(string bucket)
    {
        lock (gate)
        {
            return buckets.GetValueOrDefault(bucket)?.Uploads.Count ?? 0;
        }
    }

    /// <summary>A name for a file that no other has; the key's last part stands in it for people who look.</summary>
    public string NewFile(string bucket, string key)
    {
        string last = key[(key.LastIndexOf('/') + 1)..];
        string readable = new([.. last.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_').TakeLast(80)]);
        string number = Interlocked.Increment(ref files).ToString("D8", CultureInfo.InvariantCulture);
        return Path.Combine(folder, bucket, $"{number}-{readable}");
    }

    /// <summary>What a conditional write has to compare with when it ends.</summary>
    public long DeletionsOf(string bucket, string key) => In(bucket, b => b.Deletions.GetValueOrDefault(key));

    public StoredObject? Find(string bucket, string key) => In(bucket, b => b.Objects.GetValueOrDefault(key));

    /// <summary>Makes a received file an object, at one instant with the check of the precondition.</summary>
    public StoredObject Commit(string bucket, StoredObject candidate, Precondition precondition, long deletionsAtStart, string? uploadId = null) => In(bucket, found =>
    {
        StoredObject? existing = found.Objects.GetValueOrDefault(candidate.Key);
        if (uploadId is not null && !found.Uploads.ContainsKey(uploadId))
        {
            throw AwsError.Of("NoSuchUpload").With("UploadId", uploadId);
        }

        if (precondition.IsConditional && found.Deletions.GetValueOrDefault(candidate.Key) != deletionsAtStart)
        {
            throw AwsError.Of("ConditionalRequestConflict").With("Condition", precondition.MustBeAbsent ? "If-None-Match" : "If-Match").With("Key", candidate.Key);
        }

        precondition.Check(existing);
        StoredObject stored = candidate with { LastModified = Now };
        found.Objects[candidate.Key] = stored;
        if (existing is not null)
        {
            File.Delete(existing.Path);
        }

        if (uploadId is not null && found.Uploads.Remove(uploadId, out MultipartUpload? upload))
        {
            DeleteParts(upload);
        }

        return stored;
    });

    /// <summary>Deleting what is not there succeeds, as in S3.</summary>
    public void Delete(string bucket, string key, string? ifMatch = null) => In(bucket, found =>
    {
        if (ifMatch is not null)
        {
            new Precondition(MustBeAbsent: false, ifMatch).Check(found.Objects.GetValueOrDefault(key));
        }

        if (found.Objects.Remove(key, out StoredObject? removed))
        {
            File.Delete(removed.Path);
        }

        found.Deletions[key] = found.Deletions.GetValueOrDefault(key) + 1;
        return true;
    });

    public MultipartUpload Upload(string bucket, string key, string uploadId) => In(bucket, found => Upload(found, key, uploadId));

    public void StartUpload(string bucket, MultipartUpload upload) => In(bucket, found => found.Uploads[upload.Id] = upload);

    public void AddPart(string bucket, string key, string uploadId, StoredPart part) => In(bucket, found =>
    {
        MultipartUpload upload = Upload(found, key, uploadId);
        if (upload.Parts.TryGetValue(part.Number, out StoredPart? before))
        {
            File.Delete(before.Path);
        }

        upload.Parts[part.Number] = part;
        return true;
    });

    public void Abort(string bucket, string key, string uploadId) => In(bucket, found =>
    {
        DeleteParts(Upload(found, key, uploadId));
        return found.Uploads.Remove(uploadId);
    });

    public static string NewUploadId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static MultipartUpload Upload(Bucket bucket, string key, string uploadId)
        => bucket.Uploads.TryGetValue(uploadId, out MultipartUpload? upload) && upload.Key == key ? upload : throw AwsError.Of("NoSuchUpload").With("UploadId", uploadId);

    private static void DeleteParts(MultipartUpload upload)
    {
        foreach (StoredPart part in upload.Parts.Values)
        {
            File.Delete(part.Path);
        }

        upload.Parts.Clear();
    }

    private void Add(string name, string region)
    {
        Directory.CreateDirectory(Path.Combine(folder, name));
        buckets.Add(name, new Bucket(name, region, Now));
    }
}

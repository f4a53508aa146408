using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Benchmarks;

/// <summary>A staging run whose objects are files of a folder.</summary>
internal sealed class FolderRun(string folder) : IStagedRun
{
    public StagedFileStream Create(string name, CancellationToken cancellationToken) => new FolderFile(Path.Combine(folder, name));

    public Task<string> WriteManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken) => Task.FromResult(folder);

    public Task<string> WriteKeysManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken) => Task.FromResult(folder);

    public Task RemoveAsync(CancellationToken cancellationToken)
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private sealed class FolderFile(string path) : StagedFileStream
    {
        private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 128 * 1024);
        private long _written;

        public override long BytesWritten => _written;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _file.Write(buffer);
            _written += buffer.Length;
        }

        public override void Flush() => _file.Flush();

        public override Task<StagedFile> CompleteAsync(long rows)
        {
            _file.Dispose();
            return Task.FromResult(new StagedFile { Key = path, Rows = rows, Bytes = _written });
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

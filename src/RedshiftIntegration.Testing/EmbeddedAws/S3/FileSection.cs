using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>A range of a file.</summary>
internal sealed class FileSection : ReadOnlyStream
{
    private readonly FileStream file;
    private long left;

    public FileSection(FileStream file, long start, long length)
    {
        this.file = file;
        left = length;
        file.Position = start;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = file.Read(buffer, offset, (int)Math.Min(count, left));
        left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}

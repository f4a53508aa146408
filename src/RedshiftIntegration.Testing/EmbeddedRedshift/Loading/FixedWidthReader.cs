using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Columns of a fixed number of characters (AWS: copy-parameters-data-format, FIXEDWIDTH).</summary>
internal sealed class FixedWidthReader(Stream stream, CopyOptions options) : LineRecordReader(stream, options)
{
    private readonly ImmutableArray<int> widths = options.Widths;

    protected override void Split()
    {
        var at = 0;
        foreach (var width in widths)
        {
            if (at >= Raw.Length && Record.Count > 0)
            {
                return;
            }

            var length = 0;
            for (var i = 0; i < width && at + length < Raw.Length; i++)
            {
                length += Rune.DecodeFromUtf8(Raw[(at + length)..], out _, out var bytes) == OperationStatus.Done ? bytes : 1;
            }

            // AWS's tutorial-loading-run-copy shows the byte before the field.
            Record.Add(Raw.Slice(at, length), at - 1);
            at += length;
        }

        if (at < Raw.Length)
        {
            Record.Fault = LoadFaults.ExtraColumns;
        }
    }
}

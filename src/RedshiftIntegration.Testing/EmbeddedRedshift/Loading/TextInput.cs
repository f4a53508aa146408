using System.IO.Compression;
using System.Text;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>A file's bytes as UTF-8: decompressed, transcoded, without a byte order mark (AWS: copy-parameters-file-compression, -data-conversion ENCODING).</summary>
internal static class TextInput
{
    public static Stream Open(CopyFile file, CopyOptions options)
    {
        Stream stream = File.OpenRead(file.Path);
        if (options.Gzip)
        {
            stream = new GZipStream(stream, CompressionMode.Decompress);
        }

        if (options.Encoding == "UTF8")
        {
            return stream;
        }

        var encoding = From(options.Encoding, ref stream, file);
        return Encoding.CreateTranscodingStream(stream, encoding, new UTF8Encoding(false));
    }

    /// <summary>UTF16 needs a mark of its byte order; the other two may have one.</summary>
    private static UnicodeEncoding From(string name, ref Stream stream, CopyFile file)
    {
        var mark = new byte[2];
        var read = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        var marked = read == 2 && (mark is [0xFE, 0xFF] or [0xFF, 0xFE]);
        if (!marked && name == "UTF16")
        {
            throw new SqlError("XX000", $"File {file.Url} has no byte order mark, which ENCODING UTF16 needs: write UTF16LE or UTF16BE (code 1221)");
        }

        stream = marked ? stream : new PrefixedStream(mark.AsMemory(0, read), stream);
        return new UnicodeEncoding(name == "UTF16BE" || (name == "UTF16" && mark[0] == 0xFE), byteOrderMark: false);
    }
}

using System.Text;

namespace RedshiftIntegration.Mapping;

/// <summary>Joins the canonical texts of a computed column's sources. A NULL among them makes NULL: the caller then skips the column. One instance serves one thread.</summary>
internal sealed class ConcatText(string separator)
{
    private readonly byte[] _separator = Encoding.UTF8.GetBytes(separator);
    private byte[] _text = new byte[256];
    private int _length;
    private bool _hasPart;

    /// <summary>What has been added since <see cref="Clear"/>; valid until the next call.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        _hasPart = false;
    }

    public void Add(ReadOnlySpan<byte> part)
    {
        if (_hasPart)
        {
            Append(_separator);
        }

        Append(part);
        _hasPart = true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_text.Length < _length + bytes.Length)
        {
            Array.Resize(ref _text, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(_length + bytes.Length)));
        }

        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }
}

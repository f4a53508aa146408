using System.Globalization;

namespace RedshiftIntegration.Flow;

/// <summary>Sends a column's canonical text through its transforms on the way into the column.</summary>
internal sealed class TransformingAppender(ColumnAppender inner, ICellTransform transform) : ColumnAppender(inner.Definition)
{
    public override void Bind(Column column)
    {
        base.Bind(column);
        inner.Bind(column);
    }

    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (transform.TryApply(text, out ReadOnlySpan<byte> result))
        {
            inner.AppendText(result);
        }
        else
        {
            inner.AppendNull();
        }
    }

    /// <summary>A float's canonical text (0.1) names another double than the float is: where the transforms leave it, the float itself goes on.</summary>
    public override void AppendFloat(float value)
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        if (!transform.TryApply(text[..length], out ReadOnlySpan<byte> result))
        {
            inner.AppendNull();
        }
        else if (result.SequenceEqual(text[..length]))
        {
            inner.AppendFloat(value);
        }
        else
        {
            inner.AppendText(result);
        }
    }

    public override string LastText() => inner.LastText();
}

/// <summary>Keeps the canonical text of a source column that only a computed column needs.</summary>
internal sealed class CapturingAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    private byte[] _text = new byte[256];
    private int _length;

    public bool IsNull { get; private set; }

    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    public override bool TakesNull => true;

    /// <summary>A part comes in the text of its default type.</summary>
    public override bool TakesAnyText => false;

    public override void AppendNull() => IsNull = true;

    public override void AppendText(ReadOnlySpan<byte> text)
    {
        IsNull = false;
        if (_text.Length < text.Length)
        {
            _text = new byte[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)text.Length)];
        }

        text.CopyTo(_text);
        _length = text.Length;
    }
}

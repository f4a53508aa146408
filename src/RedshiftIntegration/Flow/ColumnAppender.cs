using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>
/// Puts cells into one column: made once per column and run, bound to the column of each batch in turn. A source calls the method that fits what its
/// driver gives; what the column's type can't take directly goes through canonical text. Values that don't fit exactly are refused, never changed.
/// </summary>
internal abstract class ColumnAppender(ResolvedColumn definition)
{
    private const int ScratchBytes = 256;
    private byte[] _scratch = GC.AllocateUninitializedArray<byte>(ScratchBytes);

    public ResolvedColumn Definition { get; } = definition;

    /// <summary>The type in whose canonical text a value comes: the column's own, or what its transforms take.</summary>
    public RedshiftTypeKind ReadKind { get; } = (definition.ReadType ?? definition.Type).Kind;

    /// <summary>Whether the definition asked for text, which also holds what the source's type has and Redshift's has not.</summary>
    public virtual bool TakesAnyText => ReadKind is RedshiftTypeKind.Varchar or RedshiftTypeKind.Char;

    /// <summary>The column of the bound batch; appenders that only pass on have none.</summary>
    public Column? Column { get; private set; }

    /// <summary>Whether <see cref="AppendNull"/> may be called at all: where not, a source need not ask each cell for NULL.</summary>
    public virtual bool TakesNull => Definition.IsNullable;

    public virtual void Bind(Column column) => Column = column;

    public virtual void AppendNull()
    {
        if (!Definition.IsNullable)
        {
            throw RefusedNull();
        }

        Column!.AddNull();
    }

    public ValueRefusedException RefusedNull() =>
        Refuse("is NULL, but the target column is NOT NULL", "Let the target column be NULL, or leave such rows out with Where.");

    /// <summary>A value in its canonical text, UTF-8.</summary>
    public abstract void AppendText(ReadOnlySpan<byte> text);

    public virtual void AppendInt64(long value)
    {
        Span<byte> text = stackalloc byte[24];
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        AppendText(text[..length]);
    }

    public virtual void AppendBoolean(bool value) => AppendText(value ? "1"u8 : "0"u8);

    public virtual void AppendDouble(double value)
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        AppendText(text[..length]);
    }

    public virtual void AppendFloat(float value)
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        AppendText(text[..length]);
    }

    /// <summary>Trailing zeros count for nothing: 1.50 fits DECIMAL(2,1).</summary>
    public virtual void AppendDecimal(decimal value)
    {
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        AppendText(text[..length]);
    }

    /// <summary>A day, as days since 1970-01-01.</summary>
    public virtual void AppendDate(int days)
    {
        Span<byte> text = stackalloc byte[10];
        AppendText(text[..System.Text.Encoding.UTF8.GetBytes(CanonicalTime.DateText(days), text)]);
    }

    /// <summary>Date and time, as microseconds since 1970-01-01 00:00. Midnight is a day where a DATE is asked for.</summary>
    public virtual void AppendTimestamp(long microseconds)
    {
        if (ReadKind == RedshiftTypeKind.Date && microseconds % CanonicalTime.MicrosecondsPerDay == 0)
        {
            AppendDate((int)(microseconds / CanonicalTime.MicrosecondsPerDay));
            return;
        }

        Span<byte> text = stackalloc byte[26];
        AppendText(text[..System.Text.Encoding.UTF8.GetBytes(CanonicalTime.TimestampText(microseconds), text)]);
    }

    /// <summary>A time of day, or a duration as MySQL's TIME is one, in microseconds.</summary>
    public virtual void AppendClock(long microseconds)
    {
        if (ReadKind == RedshiftTypeKind.BigInt)
        {
            AppendInt64(microseconds);
            return;
        }

        Span<byte> text = stackalloc byte[24];
        AppendText(text[..System.Text.Encoding.UTF8.GetBytes(CanonicalTime.ClockText(microseconds), text)]);
    }

    /// <summary>Binary data; its canonical text is lower-case hex.</summary>
    public virtual void AppendBytes(ReadOnlySpan<byte> value)
    {
        byte[] text = System.Buffers.ArrayPool<byte>.Shared.Rent(value.Length * 2);
        Convert.TryToHexStringLower(value, text, out int length);
        AppendText(text.AsSpan(0, length));
        System.Buffers.ArrayPool<byte>.Shared.Return(text);
    }

    /// <summary>
    /// Room for a cell of up to <paramref name="size"/> bytes, to be filled by the driver; then <see cref="CommitText"/> or <see cref="CommitBytes"/>.
    /// Text columns hand out their own buffer, so that the cell is copied once.
    /// </summary>
    public virtual byte[] Reserve(int size, out int offset)
    {
        offset = 0;
        if (_scratch.Length < size)
        {
            _scratch = GC.AllocateUninitializedArray<byte>((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size));
        }

        return _scratch;
    }

    /// <summary>Appends what <see cref="Reserve"/>'s buffer holds, as canonical text.</summary>
    public virtual void CommitText(int length) => AppendText(_scratch.AsSpan(0, length));

    /// <summary>Appends what <see cref="Reserve"/>'s buffer holds, as binary data.</summary>
    public virtual void CommitBytes(int length) => AppendBytes(_scratch.AsSpan(0, length));

    /// <summary>The canonical text of the value appended last; for messages.</summary>
    public virtual string LastText() => string.Empty;

    /// <param name="shown">The value by <see cref="ShownValue"/>.</param>
    protected ValueRefusedException Refuse(string rule, string remedy, string? shown = null) => new(Definition, rule, remedy, shown);

    [DoesNotReturn]
    protected void RefuseUnfit(ReadOnlySpan<byte> text) => throw Unfit(ShownValue.Of(text));

    [DoesNotReturn]
    protected void RefuseUnfit(IFormattable value) => throw Unfit(value.ToString(null, CultureInfo.InvariantCulture));

    private ValueRefusedException Unfit(string shown) => Refuse(
        $"does not fit {Definition.Type} exactly",
        "Ask for a type that holds it with As, change it with Through, or leave such rows out with Where.",
        shown);
}

using MySqlConnector;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>
/// How the cells of one column come over: the expression that selects them and how the answer goes into the appender. All but plain integers come as
/// bytes, because every other getter of the driver makes an object.
/// </summary>
internal abstract class MySqlCell(string expression, int ordinal, ColumnAppender appender)
{
    /// <summary>The longest text of a number, a date or a time: DECIMAL(65,30) has 67 characters.</summary>
    public const int MaxPlainBytes = 80;

    private readonly bool _takesNull = appender.TakesNull;

    public string Expression { get; } = expression;

    public ColumnAppender Appender { get; } = appender;

    /// <summary>Whether a policy made another value of one.</summary>
    public virtual bool HasAltered => false;

    /// <summary>What the run's record should say, if anything.</summary>
    public virtual string? Note => null;

    protected int Ordinal { get; } = ordinal;

    /// <exception cref="InvalidCastException">The cell is NULL, which was not asked because the column can't take it.</exception>
    public void Append(MySqlDataReader reader)
    {
        if (_takesNull && reader.IsDBNull(Ordinal))
        {
            Appender.AppendNull();
        }
        else
        {
            AppendValue(reader);
        }
    }

    protected abstract void AppendValue(MySqlDataReader reader);
}

/// <summary>Up to 32 bits: the one typed getter that makes no object.</summary>
internal sealed class MySqlIntCell(string expression, int ordinal, ColumnAppender appender) : MySqlCell(expression, ordinal, appender)
{
    protected override void AppendValue(MySqlDataReader reader) => Appender.AppendInt64(reader.GetInt32(Ordinal));
}

/// <summary>Text, and numbers as the text that the server prints.</summary>
/// <param name="maxBytes">The most bytes a cell can have; 0 if the length has to be asked first.</param>
internal sealed class MySqlTextCell(string expression, int ordinal, ColumnAppender appender, int maxBytes) : MySqlCell(expression, ordinal, appender)
{
    protected override void AppendValue(MySqlDataReader reader)
    {
        int size = maxBytes > 0 ? maxBytes : (int)reader.GetBytes(Ordinal, 0, null, 0, 0);
        byte[] buffer = Appender.Reserve(size, out int offset);
        Appender.CommitText((int)reader.GetBytes(Ordinal, 0, buffer, offset, size));
    }
}

internal sealed class MySqlBinaryCell(string expression, int ordinal, ColumnAppender appender) : MySqlCell(expression, ordinal, appender)
{
    protected override void AppendValue(MySqlDataReader reader)
    {
        int size = (int)reader.GetBytes(Ordinal, 0, null, 0, 0);
        byte[] buffer = Appender.Reserve(size, out int offset);
        Appender.CommitBytes((int)reader.GetBytes(Ordinal, 0, buffer, offset, size));
    }
}

/// <summary>FLOAT, printed as the DOUBLE that it is exactly: MySQL prints FLOAT itself with six digits.</summary>
internal sealed class MySqlFloatCell(string expression, int ordinal, ColumnAppender appender) : MySqlCell(expression, ordinal, appender)
{
    private readonly byte[] _buffer = new byte[MaxPlainBytes];

    protected override void AppendValue(MySqlDataReader reader)
    {
        int length = (int)reader.GetBytes(Ordinal, 0, _buffer, 0, MaxPlainBytes);
        if (!CanonicalNumber.TryDouble(_buffer.AsSpan(0, length), out double value))
        {
            throw new ValueRefusedException(Appender.Definition, "is no finite number", "Correct it in the source.", ShownValue.Of(_buffer.AsSpan(0, length)));
        }

        Appender.AppendFloat((float)value);
    }
}

/// <summary>DATE, DATETIME and TIMESTAMP. What is no day of the calendar (zero dates, 2020-02-31) becomes NULL where it may, is counted and said.</summary>
internal sealed class MySqlDateCell(string expression, int ordinal, ColumnAppender appender, bool hasTime) : MySqlCell(expression, ordinal, appender)
{
    // With room for the six digits of a fraction.
    private readonly byte[] _buffer = new byte[MaxPlainBytes];
    private readonly bool _isText = appender.TakesAnyText;
    private long _nulled;

    public override bool HasAltered => _nulled > 0;

    public override string? Note => _nulled == 0
        ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_nulled} values of {Appender.Definition.SourceColumn} are no days of the calendar (zero dates) and became NULL.");

    protected override void AppendValue(MySqlDataReader reader)
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(0, (int)reader.GetBytes(Ordinal, 0, _buffer, 0, MaxPlainBytes));
        if (hasTime && CanonicalTime.TryTimestamp(text, out long microseconds))
        {
            Appender.AppendTimestamp(microseconds);
        }
        else if (!hasTime && CanonicalTime.TryDate(text, out int days))
        {
            Appender.AppendDate(days);
        }
        else if (_isText)
        {
            Appender.AppendText(hasTime ? WithSixDigits(text.Length) : text);
        }
        else if (Appender.Definition.IsNullable)
        {
            _nulled++;
            Appender.AppendNull();
        }
        else
        {
            throw new ValueRefusedException(
                Appender.Definition,
                "is no day of the calendar (a zero date), and the target column is NOT NULL",
                "Correct it in the source, let the column be NULL there, ask for VARCHAR with As, or leave such rows out with Where.",
                ShownValue.Of(text));
        }
    }

    /// <summary>As other times stand in text columns: the server prints as many digits after the second as the column has.</summary>
    private ReadOnlySpan<byte> WithSixDigits(int length)
    {
        const int Whole = 19;
        const int All = 26;
        if (length == Whole)
        {
            _buffer[length++] = (byte)'.';
        }

        _buffer.AsSpan(length, Math.Max(0, All - length)).Fill((byte)'0');
        return _buffer.AsSpan(0, All);
    }
}

/// <summary>TIME, -838:59:59.999999 to 838:59:59.999999, as what was asked for; its canonical text is that of its microseconds.</summary>
internal sealed class MySqlTimeCell(string expression, int ordinal, ColumnAppender appender) : MySqlCell(expression, ordinal, appender)
{
    private readonly byte[] _buffer = new byte[MaxPlainBytes];
    private readonly bool _isClock = appender.TakesAnyText || appender.ReadKind == RedshiftTypeKind.Time;

    protected override void AppendValue(MySqlDataReader reader)
    {
        int length = (int)reader.GetBytes(Ordinal, 0, _buffer, 0, MaxPlainBytes);
        if (!CanonicalTime.TryClock(_buffer.AsSpan(0, length), out long microseconds))
        {
            throw new ValueRefusedException(Appender.Definition, "is no time", "Correct it in the source.", ShownValue.Of(_buffer.AsSpan(0, length)));
        }

        if (_isClock)
        {
            Appender.AppendClock(microseconds);
        }
        else
        {
            Appender.AppendInt64(microseconds);
        }
    }
}

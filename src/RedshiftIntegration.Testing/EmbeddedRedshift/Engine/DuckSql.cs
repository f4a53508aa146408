using System.Globalization;
using System.Runtime.CompilerServices;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>
/// SQL for DuckDB. It is written as an interpolated string whose words stand in this program and whose holes take other <see cref="DuckSql"/> and numbers, no
/// strings: a text that a client sent enters as a quoted name or literal of <see cref="Printer"/> alone, which alone can reach the constructor.
/// </summary>
[InterpolatedStringHandler]
internal partial struct DuckSql : IEquatable<DuckSql>
{
    private string?[]? parts;
    private string? text;
    private int count;
    private int missing;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public DuckSql(int literalLength, int formattedCount)
    {
        parts = formattedCount == 0 ? null : new string?[(2 * formattedCount) + 1];
        missing = literalLength + formattedCount;
    }

    private DuckSql(string text) => this.text = text;

    public static DuckSql Empty => default;

    public readonly string Text => text ?? "";

    public readonly bool IsEmpty => Text.Length == 0;

    public static DuckSql operator +(DuckSql left, DuckSql right) => new(left.Text + right.Text);

    public static bool operator ==(DuckSql left, DuckSql right) => left.Equals(right);

    public static bool operator !=(DuckSql left, DuckSql right) => !left.Equals(right);

    public static DuckSql Join(DuckSql separator, IEnumerable<DuckSql> items) => new(string.Join(separator.Text, items.Select(i => i.Text)));

    /// <summary>The items with commas between them.</summary>
    public static DuckSql List(IEnumerable<DuckSql> items) => Join($", ", items);

    public static DuckSql List<T>(IEnumerable<T> items, Func<T, DuckSql> print) => List(items.Select(print));

    public static DuckSql List<T>(IEnumerable<T> items, Func<T, int, DuckSql> print) => List(items.Select(print));

    /// <summary>Called by the compiler with the words of an interpolated string, and by nothing else: an architecture test sees to it.</summary>
    public void AppendLiteral(string literal) => Append(literal, literal.Length);

    public void AppendFormatted(DuckSql value) => Append(value.Text, 1);

    public void AppendFormatted(long value) => Append(value.ToString(CultureInfo.InvariantCulture), 1);

    public readonly bool StartsWith(DuckSql beginning) => Text.StartsWith(beginning.Text, StringComparison.Ordinal);

    public readonly bool Equals(DuckSql other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override readonly bool Equals(object? obj) => obj is DuckSql other && Equals(other);

    public override readonly int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override readonly string ToString() => Text;

    private void Append(string part, int length)
    {
        missing -= length;
        if (parts is null)
        {
            text += part;
            return;
        }

        // The lines of one string are words beside words.
        if (count == parts.Length)
        {
            Array.Resize(ref parts, 2 * count);
        }

        parts[count++] = part;
        if (missing == 0)
        {
            text = string.Concat(parts.AsSpan(0, count));
            parts = null;
        }
    }
}

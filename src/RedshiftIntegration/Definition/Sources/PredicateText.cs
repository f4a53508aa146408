using System.Globalization;
using System.Text;

namespace RedshiftIntegration.Definition.Sources;

/// <summary>A piece of a condition: text as it stands, or a hole.</summary>
/// <param name="Text">The SQL text; empty for a hole.</param>
/// <param name="Hole">The index of the hole's value; -1 for text.</param>
internal readonly record struct PredicatePart(string Text, int Hole)
{
    public bool IsHole => Hole >= 0;
}

/// <summary>Takes the composite format of a <see cref="FormattableString"/> apart, so that each dialect can put its parameter marks into the holes.</summary>
internal static class PredicateText
{
    /// <summary>Stands for a hole where text is lexed; no SQL text has it.</summary>
    public const char Mark = '\u0001';

    /// <summary>A condition as SQL: each hole becomes the mark that <paramref name="parameter"/> gives for its value, doubled braces single ones.</summary>
    /// <exception cref="FormatException">A hole has an alignment, a format or no value.</exception>
    public static string Render(SourcePredicate predicate, Func<object?, string> parameter) =>
        string.Concat(Parse(predicate).Select(part => part.IsHole ? parameter(predicate.Values[part.Hole]) : part.Text));

    private static IReadOnlyList<PredicatePart> Parse(SourcePredicate predicate)
    {
        if (predicate.IsRaw)
        {
            return [new PredicatePart(predicate.Format, -1)];
        }

        string? fault = TryParse(predicate.Format, predicate.Values.Count, out IReadOnlyList<PredicatePart> parts);
        return fault is null ? parts : throw new FormatException($"it {fault}");
    }

    /// <summary>Null, or what is wrong as the end of a sentence.</summary>
    public static string? TryParse(string format, int values, out IReadOnlyList<PredicatePart> parts)
    {
        List<PredicatePart> found = [];
        parts = found;
        StringBuilder text = new();
        for (int i = 0; i < format.Length; i++)
        {
            char c = format[i];
            if (c is not ('{' or '}'))
            {
                text.Append(c);
            }
            else if (i + 1 < format.Length && format[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else
            {
                int end = c == '{' ? format.IndexOf('}', i) : -1;
                if (end < 0)
                {
                    return "has a brace without its partner";
                }

                if (!int.TryParse(format.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int hole) || hole >= values)
                {
                    return "has a hole with alignment, format or no value";
                }

                found.Add(new(text.ToString(), -1));
                found.Add(new(string.Empty, hole));
                text.Clear();
                i = end;
            }
        }

        found.Add(new(text.ToString(), -1));
        found.RemoveAll(part => part is { IsHole: false, Text: "" });
        return null;
    }

    public static string WithMarks(IReadOnlyList<PredicatePart> parts) =>
        string.Concat(parts.Select(part => part.IsHole ? Mark.ToString() : part.Text));
}

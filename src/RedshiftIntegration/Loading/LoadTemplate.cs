using System.Text;

namespace RedshiftIntegration.Loading;

/// <summary>The text of a statement with slots: <c>{name}</c> is a slot, <c>{{</c> and <c>}}</c> are braces.</summary>
internal static class LoadTemplate
{
    /// <summary>Text that holds no slot: a column may be called <c>{run_id}</c>.</summary>
    public static string Escape(string text) =>
        text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <exception cref="ArgumentException">The text names a slot that <paramref name="slots"/> lacks, or a brace stands alone.</exception>
    public static string Fill(string template, IReadOnlyDictionary<string, string> slots)
    {
        StringBuilder text = new(template.Length + 256);
        int position = 0;
        while (position < template.Length)
        {
            int brace = template.AsSpan(position).IndexOfAny('{', '}');
            if (brace < 0)
            {
                return text.Append(template, position, template.Length - position).ToString();
            }

            text.Append(template, position, brace);
            position = AppendBrace(text, template, position + brace, slots);
        }

        return text.ToString();
    }

    private static int AppendBrace(StringBuilder text, string template, int position, IReadOnlyDictionary<string, string> slots)
    {
        char brace = template[position];
        if (position + 1 < template.Length && template[position + 1] == brace)
        {
            text.Append(brace);
            return position + 2;
        }

        int end = brace == '{' ? template.IndexOf('}', position) : -1;
        if (end < 0)
        {
            throw new ArgumentException($"A brace stands alone at {position} of a statement's template.", nameof(template));
        }

        string name = template[(position + 1)..end];
        text.Append(slots.TryGetValue(name, out string? value) ? value : throw new ArgumentException($"A statement's template names the slot '{name}', which has no value.", nameof(slots)));
        return end + 1;
    }
}

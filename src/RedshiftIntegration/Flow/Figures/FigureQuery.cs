using System.Globalization;

namespace RedshiftIntegration.Flow.Figures;

/// <summary>One SELECT list that asks a source for figures, and what its one row of answers means.</summary>
internal sealed class FigureQuery
{
    private readonly List<string> _expressions = [];
    private readonly List<(Measured Measured, bool IsHalved)> _asked = [];

    public bool IsEmpty => _asked.Count == 0;

    public string SelectList => string.Join(", ", _expressions);

    /// <param name="measured">What it gives.</param>
    /// <param name="expression">An exact aggregate; null where the source has none, which leaves it to the reader's tally.</param>
    public void Add(Measured measured, string? expression)
    {
        if (expression is not null)
        {
            _expressions.Add(expression);
            _asked.Add((measured, false));
        }
    }

    /// <summary>A sum in two, for sources whose sums of 64 bits overflow: of the upper halves (arithmetic shift by 32) and of the lower.</summary>
    public void AddHalves(Measured measured, string upper, string lower)
    {
        _expressions.Add(upper);
        _expressions.Add(lower);
        _asked.Add((measured, true));
    }

    /// <summary>What can't be read as a figure is left out.</summary>
    /// <param name="cell">The answer by ordinal; null for NULL.</param>
    public List<Figure> Read(Func<int, object?> cell)
    {
        List<Figure> figures = [];
        int ordinal = 0;
        foreach ((Measured measured, bool isHalved) in _asked)
        {
            object? value = cell(ordinal++);
            if (isHalved)
            {
                object? lower = cell(ordinal++);
                value = value is null || lower is null ? null : Joined(value, lower);
            }

            if (value is null)
            {
                figures.Add(new Figure(measured, null));
            }
            else if (FigureText.TryCanonical(measured, value, out string canonical))
            {
                figures.Add(new Figure(measured, canonical));
            }
        }

        return figures;
    }

    private static string Joined(object upper, object lower) =>
        (((Int128)Convert.ToInt64(upper, CultureInfo.InvariantCulture) << 32) + Convert.ToInt64(lower, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
}

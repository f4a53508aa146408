using RedshiftIntegration.Definition;
using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>What must hold of the target when a run has written and has not committed yet; what does not hold rolls the run back.</summary>
/// <remarks>Immutable: each method returns a new value. All of the target counts, not only the rows of the run.</remarks>
/// <example><code>.Expecting(e => e.NotNull("order_id").Between("total_amount", 0, 1_000_000).RowCountWithin(percent: 20))</code></example>
public sealed class Expectations
{
    internal Expectations(EquatableList<Expectation> all) => All = all;

    internal EquatableList<Expectation> All { get; }

    /// <summary>None of these target columns is NULL in any row.</summary>
    public Expectations NotNull(params string[] columns) => With(new NotNullExpectation(Folded(columns)));

    /// <summary>No two rows have the same values in these target columns together. Rows with a NULL among them don't count, and trailing blanks of texts neither.</summary>
    public Expectations Unique(params string[] columns) => With(new UniqueExpectation(Folded(columns)));

    /// <summary>Every number in the column lies between the bounds, themselves included; NULL is let through.</summary>
    public Expectations Between(string column, decimal low, decimal high)
    {
        ArgumentNullException.ThrowIfNull(column);
        return With(new BetweenExpectation(Identifier.Fold(column), low, high));
    }

    /// <summary>Every text in the column has a part that matches the pattern; NULL is let through.</summary>
    /// <param name="column">A text column of the target.</param>
    /// <param name="pattern">A POSIX pattern as Redshift's operator ~ takes it; anchor it with ^ and $ to match whole texts.</param>
    public Expectations Matches(string column, string pattern)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(pattern);
        return With(new MatchesExpectation(Identifier.Fold(column), pattern));
    }

    /// <summary>The run changes the target's number of rows by at most so many percent of what it was; an empty table may become any size.</summary>
    public Expectations RowCountWithin(double percent) => With(new RowCountExpectation(percent));

    /// <summary>The newest value of the cursor in the target is at most so old, by the clock of the run.</summary>
    public Expectations FreshWithin(TimeSpan age) => With(new FreshExpectation(age));

    private static EquatableList<string> Folded(string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return EquatableList.From(columns.Select(Identifier.Fold));
    }

    private Expectations With(Expectation expectation) => new(All.Add(expectation));
}

using System.Linq.Expressions;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;

namespace RedshiftIntegration;

/// <summary>A source whose rows have the shape of <typeparamref name="TRow"/>; <see cref="Row"/> where only names are known.</summary>
/// <typeparam name="TRow">A record or class whose properties name the columns.</typeparam>
public record Source<TRow> : Source
{
    internal Source(SourceKind kind, string connection, string name, string? sql = null)
        : base(kind, connection, name, sql)
    {
    }

    /// <summary>Reads only rows whose <paramref name="column"/> is newer than at the last run. Lag: 5 minutes for times, 0 for numbers.</summary>
    public Source<TRow> IncrementalBy<TField>(Expression<Func<TRow, TField>> column) => WithCursor(column, null, null);

    /// <summary>Reads only rows whose <paramref name="column"/> is newer than at the last run, reaching back by <paramref name="lag"/>.</summary>
    /// <param name="column">A property that holds a date or a time.</param>
    /// <param name="lag">How late a transaction may commit behind its own timestamps.</param>
    public Source<TRow> IncrementalBy<TField>(Expression<Func<TRow, TField>> column, TimeSpan lag) => WithCursor(column, lag, null);

    /// <summary>Reads only rows whose <paramref name="column"/> is higher than at the last run, reaching back by <paramref name="lag"/> numbers.</summary>
    public Source<TRow> IncrementalBy<TField>(Expression<Func<TRow, TField>> column, long lag) => WithCursor(column, null, lag);

    /// <summary>Reads only rows whose <paramref name="column"/> is newer than at the last run. Lag: 5 minutes for times, 0 for numbers.</summary>
    /// <param name="column">The column's name in the source.</param>
    public Source<TRow> IncrementalBy(string column) => WithCursor(column, false, null, null);

    /// <summary>Reads only rows whose <paramref name="column"/> is newer than at the last run, reaching back by <paramref name="lag"/>.</summary>
    public Source<TRow> IncrementalBy(string column, TimeSpan lag) => WithCursor(column, false, lag, null);

    /// <summary>Reads only rows whose <paramref name="column"/> is higher than at the last run, reaching back by <paramref name="lag"/> numbers.</summary>
    public Source<TRow> IncrementalBy(string column, long lag) => WithCursor(column, false, null, lag);

    /// <summary>Reads only rows for which <paramref name="predicate"/> holds; its holes are sent as parameters.</summary>
    /// <example><code>.Where($"status = {"paid"} AND total > {10}")</code></example>
    public Source<TRow> Where(FormattableString predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return this with { Predicates = Predicates.Add(Parameterized(predicate)) };
    }

    /// <summary>Reads only rows for which <paramref name="predicate"/> holds, as it stands. Never put a value into it: that is what <see cref="Where"/> is for.</summary>
    /// <param name="predicate">SQL of the source's dialect, without <c>;</c> and comments, balanced in quotes and parentheses.</param>
    public Source<TRow> WhereSql(string predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return this with { Predicates = Predicates.Add(new SourcePredicate(predicate, true)) };
    }

    /// <summary>Refuses an interpolated string: its values would become SQL text.</summary>
    /// <param name="predicate">An interpolated string.</param>
    [Obsolete("An interpolated string would put its values into the SQL text. Use Where($\"...\"), which sends them as parameters.", error: true)]
    public Source<TRow> WhereSql(RawSqlInterpolation predicate) => throw new InvalidOperationException("Use Where($\"...\"), which sends values as parameters.");

    /// <summary>
    /// Rows for which <paramref name="predicate"/> holds are deleted: they are read as all others, and instead of being loaded they are removed from the target or
    /// marked there, as <see cref="PipelineDefinition.DetectingDeletes"/> says. Its holes are sent as parameters.
    /// </summary>
    /// <param name="predicate">A condition of the source's dialect; a row for which it is NULL is not deleted.</param>
    /// <example><code>.DeletedWhere($"is_deleted = {true}")</code></example>
    public Source<TRow> DeletedWhere(FormattableString predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return this with { DeletedPredicate = Parameterized(predicate) };
    }

    /// <summary>The same source without the row's CLR shape, as definitions hold it.</summary>
    internal Source<Row> Untyped() => new(Kind, Connection, Name, Sql) { Cursor = Cursor, Predicates = Predicates, DeletedPredicate = DeletedPredicate };

    private static SourcePredicate Parameterized(FormattableString predicate) => new(predicate.Format, false) { Values = new([.. predicate.GetArguments()]) };

    private Source<TRow> WithCursor(LambdaExpression column, TimeSpan? lagTime, long? lagNumber)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (PropertySelector.PropertyOf(column) is not { } property)
        {
            return this with { Problems = Problems.Add(DefinitionProblems.NoPlainProperty("IncrementalBy", column.ToString())) };
        }

        RowProperty row = RowShape.Read(property);
        return WithCursor(row.ColumnName ?? row.Name, row.ColumnName is null, lagTime, lagNumber);
    }

    private Source<TRow> WithCursor(string column, bool isProperty, TimeSpan? lagTime, long? lagNumber)
    {
        ArgumentNullException.ThrowIfNull(column);
        return this with { Cursor = new IncrementalCursor(column, isProperty) { LagTime = lagTime, LagNumber = lagNumber } };
    }
}

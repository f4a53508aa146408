using RedshiftIntegration.Definition;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;

namespace RedshiftIntegration.Sources.Database;

/// <summary>The statements of one read: all of one source, with one set of conditions.</summary>
internal sealed class SourceSelect(DatabaseDialect dialect, ExtractRequest request, SourceTable table, IReadOnlyDictionary<string, SourceColumn> columns)
{
    public ExtractRequest Request { get; } = request;

    public RowAppender Appender { get; } = new(request.Mapping, request.PiiKey, request.Rejections);

    public LoadMode Mode => Request.Mapping.Mode;

    public string From { get; } = request.Source.IsQuery ? $"({request.Source.Sql}) q" : dialect.QuoteTable(request.Source.Name);

    /// <summary>The cursor's column, for its type in the source.</summary>
    public ResolvedColumn CursorColumn => new()
    {
        SourceColumn = Request.Mapping.Cursor!.SourceColumn,
        SourceType = columns.TryGetValue(Request.Mapping.Cursor.SourceColumn, out SourceColumn? column) ? column.NativeType : string.Empty,
        TargetColumn = Request.Mapping.Cursor.StageColumn,
        Type = RedshiftType.BigInt,
    };

    public string Cursor => dialect.Quote(Request.Mapping.Cursor!.SourceColumn);

    /// <summary>The same source, of which only the keys are read.</summary>
    public SourceSelect OfKeys(ResolvedMapping keys) => new(dialect, Request.OfKeys(keys), table, columns);

    /// <summary>What is read for an input. A column that only a computed one needs is in no line of the mapping, so its type comes from the catalogue.</summary>
    public ResolvedColumn Column(RowInput input) =>
        input.Appender.Definition.SourceType.Length == 0 && columns.TryGetValue(input.SourceColumn, out SourceColumn? column)
            ? input.Appender.Definition with { SourceColumn = input.SourceColumn, SourceType = column.NativeType }
            : input.Appender.Definition;

    /// <summary>What reads an input's cells. The flag is an expression, whose values tell what they are.</summary>
    public CellReader CellReader(RowInput input) => input.IsDeletedFlag ? new ValueCell() : dialect.CellReader(Column(input));

    public SourceStatement Rows(ReadBounds bounds) => AppendFilter(AppendList(new SourceStatement(dialect)), bounds);

    /// <summary>Everything that is not flagged as deleted, whatever its cursor.</summary>
    public SourceStatement Keys()
    {
        SourceStatement statement = AppendFilter(AppendList(new SourceStatement(dialect)), ReadBounds.Everything);
        return Request.Source.DeletedPredicate is { } deleted ? AppendFlag(statement.Append(" AND "), deleted).Append(" = 0") : statement;
    }

    public SourceStatement Count(ReadBounds bounds) => Filtered("SELECT COUNT(*)", bounds);

    /// <summary>What the source is asked for its figures. A query may compute other values each time it runs, so only its rows are counted.</summary>
    public FigureQuery Figures(IReadOnlyList<Measured> measured)
    {
        FigureQuery query = new();
        foreach (Measured one in measured)
        {
            if (one.Column is { } column)
            {
                if (!Request.Source.IsQuery && ExpectedFigures.IsOfSource(column))
                {
                    dialect.Ask(query, one, dialect.Quote(column.SourceColumn!));
                }
            }
            else
            {
                // A key that is not the source's primary key is left to the load, which refuses what is ambiguous in it: counting it would sort the whole table.
                query.Add(one, one.Measure == Measure.Rows || SourceKey.IsPrimary(Request.Mapping, table) ? "COUNT(*)" : null);
            }
        }

        return query;
    }

    /// <summary><paramref name="what"/> from the source, under the definition's conditions and the given bounds.</summary>
    public SourceStatement Filtered(string what, ReadBounds bounds) => AppendFilter(new SourceStatement(dialect).Append(what), bounds);

    /// <summary>NULL is no delete.</summary>
    private static SourceStatement AppendFlag(SourceStatement statement, SourcePredicate deleted) =>
        statement.Append("CASE WHEN (").Append(deleted).Append(") THEN 1 ELSE 0 END");

    private SourceStatement AppendList(SourceStatement statement)
    {
        statement.Append("SELECT ");
        for (int i = 0; i < Appender.Inputs.Count; i++)
        {
            RowInput input = Appender.Inputs[i];
            statement.Append(i == 0 ? string.Empty : ", ");
            if (input.IsDeletedFlag)
            {
                AppendFlag(statement, Request.Source.DeletedPredicate!);
            }
            else
            {
                statement.Append(dialect.Select(Column(input), dialect.Quote(input.SourceColumn)));
            }
        }

        // A map of computed columns alone still has one row per row of the source.
        return Appender.Inputs.Count == 0 ? statement.Append("1") : statement;
    }

    private SourceStatement AppendFilter(SourceStatement statement, ReadBounds bounds)
    {
        statement.Append(" FROM ").Append(From).Append(" WHERE ").AppendPredicates(Request.Source.Predicates);
        if (bounds.IsEmpty)
        {
            return statement.Append(" AND 1 = 0");
        }

        if (bounds.Lower is { } lower)
        {
            statement.Append($" AND {Cursor} {(lower.IsInclusive ? ">=" : ">")} {dialect.Bound(statement, lower.Value, CursorColumn, lower.IsInclusive)}");
        }

        if (bounds.Upper is { } upper)
        {
            statement.Append($" AND {Cursor} <= {dialect.Bound(statement, upper, CursorColumn, isLower: false)}");
        }

        return statement;
    }
}

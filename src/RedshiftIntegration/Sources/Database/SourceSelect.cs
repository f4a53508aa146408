using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>The statements of one read: all of one source, with one set of conditions.</summary>
internal sealed class SourceSelect(DatabaseDialect dialect, ExtractRequest request, IReadOnlyDictionary<string, SourceColumn> columns)
{
    public ExtractRequest Request { get; } = request;

    public RowAppender Appender { get; } = new(request.Mapping, request.PiiKey);

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

    /// <summary>What is read for an input. A column that only a computed one needs is in no line of the mapping, so its type comes from the catalogue.</summary>
    public ResolvedColumn Column(RowInput input) =>
        input.Appender.Definition.SourceType.Length == 0 && columns.TryGetValue(input.SourceColumn, out SourceColumn? column)
            ? input.Appender.Definition with { SourceColumn = input.SourceColumn, SourceType = column.NativeType }
            : input.Appender.Definition;

    public SourceStatement Rows(ReadBounds bounds)
    {
        string list = string.Join(", ", Appender.Inputs.Select(i => dialect.Select(Column(i), dialect.Quote(i.SourceColumn))));
        // A map of computed columns alone still has one row per row of the source.
        return Filtered($"SELECT {(list.Length == 0 ? "1" : list)}", bounds);
    }

    public SourceStatement Count(ReadBounds bounds) => Filtered("SELECT COUNT(*)", bounds);

    /// <summary><paramref name="what"/> from the source, under the definition's conditions and the given bounds.</summary>
    public SourceStatement Filtered(string what, ReadBounds bounds)
    {
        SourceStatement statement = new(dialect);
        statement.Append(what).Append(" FROM ").Append(From).Append(" WHERE ").AppendPredicates(Request.Source.Predicates);
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

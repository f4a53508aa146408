using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>The statements of one read: all of one source, with one set of conditions.</summary>
internal sealed class SourceSelect(DatabaseDialect dialect, ExtractRequest request)
{
    public ExtractRequest Request { get; } = request;

    public RowAppender Appender { get; } = new(request.Mapping, request.PiiKey);

    public LoadMode Mode => Request.Mapping.Mode;

    public string From { get; } = request.Source.IsQuery ? $"({request.Source.Sql}) q" : dialect.QuoteTable(request.Source.Name);

    /// <summary>The mapping's column that holds the cursor, for its type in the source.</summary>
    public ResolvedColumn CursorColumn { get; } = request.Mapping.Columns.FirstOrDefault(c => c.TargetColumn == request.Mapping.Cursor?.StageColumn)
        ?? request.Mapping.Columns.FirstOrDefault(c => c.SourceColumn == request.Mapping.Cursor?.SourceColumn)
        ?? new ResolvedColumn { SourceColumn = request.Mapping.Cursor?.SourceColumn, TargetColumn = string.Empty, Type = RedshiftType.BigInt };

    public string Cursor => dialect.Quote(Request.Mapping.Cursor!.SourceColumn);

    public ResolvedColumn Column(RowInput input) => input.Appender.Definition.SourceColumn == input.SourceColumn
        ? input.Appender.Definition
        : Request.Mapping.Columns.FirstOrDefault(c => c.SourceColumn == input.SourceColumn) ?? input.Appender.Definition;

    public SourceStatement Rows(ReadBounds bounds)
    {
        string columns = string.Join(", ", Appender.Inputs.Select(i => dialect.Select(Column(i), dialect.Quote(i.SourceColumn))));
        // A map of computed columns alone still has one row per row of the source.
        return Filtered($"SELECT {(columns.Length == 0 ? "1" : columns)}", bounds);
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

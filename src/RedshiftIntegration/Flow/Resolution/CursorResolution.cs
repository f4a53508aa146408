using RedshiftIntegration.Definition;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>Finds the cursor's column, its kind and its lag, and the column of the stage that holds it as it is.</summary>
internal static class CursorResolution
{
    public const string StageColumn = "_rsi_cursor";

    /// <summary>docs/loading.md, The cursor: taken for times of every source.</summary>
    private static readonly TimeSpan DefaultLag = TimeSpan.FromMinutes(5);

    public static ResolvedCursor? Resolve(Source source, LoadMode mode, SourceBinding binding, ColumnTypes types, List<ResolvedColumn> columns, List<Problem> problems)
    {
        if (source.Cursor is not { } cursor || binding.Find("The cursor", cursor.Column, cursor.IsProperty) is not { } column)
        {
            return null;
        }

        ColumnResolution resolution = types(column, null, null);
        if (resolution.Type is not { } type || KindOf(type) is not { } kind)
        {
            problems.Add(resolution.Problem ?? MappingProblems.CursorType(column.Name, column.NativeType));
            return null;
        }

        if (column.IsNullable && !source.Predicates.Any(p => ExcludesNull(p, column.Name)))
        {
            problems.Add(MappingProblems.CursorNullable(column.Name));
        }

        if (Lag(cursor, kind) is { } fits)
        {
            problems.Add(MappingProblems.LagType(column.Name, type, fits));
        }

        return new()
        {
            SourceColumn = column.Name,
            StageColumn = Stage(column, type, columns),
            Kind = kind,
            LagTime = kind == CursorKind.Number ? TimeSpan.Zero : cursor.LagTime ?? (mode == LoadMode.Append ? TimeSpan.Zero : DefaultLag),
            LagNumber = kind == CursorKind.Number ? cursor.LagNumber ?? 0 : 0,
        };
    }

    /// <summary>Whether the definition says in so many words that rows without a cursor stay out.</summary>
    private static bool ExcludesNull(SourcePredicate predicate, string column)
    {
        string[] words = predicate.Format.Split([' ', '\t', '\r', '\n', '(', ')', '"', '`', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        return $" {string.Join(' ', words)} ".Contains($" {column} IS NOT NULL ", StringComparison.OrdinalIgnoreCase)
            && !words.Contains("OR", StringComparer.OrdinalIgnoreCase);
    }

    private static CursorKind? KindOf(RedshiftType type) => type.Kind switch
    {
        RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz => CursorKind.Timestamp,
        RedshiftTypeKind.Date => CursorKind.Date,
        RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt => CursorKind.Number,
        RedshiftTypeKind.Decimal when type.Scale == 0 => CursorKind.Number,
        _ => null,
    };

    /// <summary>What the lag should be where it does not fit; null where it does.</summary>
    private static string? Lag(IncrementalCursor cursor, CursorKind kind) => kind switch
    {
        CursorKind.Number when cursor.LagTime is not null => "a number",
        CursorKind.Timestamp or CursorKind.Date when cursor.LagNumber is not null => "a TimeSpan",
        _ => null,
    };

    /// <summary>The target's own column where it holds the cursor as it is; else one that stands in the file and the stage alone.</summary>
    private static string Stage(SourceColumn column, RedshiftType type, List<ResolvedColumn> columns)
    {
        ResolvedColumn? mapped = columns.Find(c => string.Equals(c.SourceColumn, column.Name, StringComparison.Ordinal) && c.Transforms.Count == 0 && c.Type == type);
        if (mapped is not null)
        {
            return mapped.TargetColumn;
        }

        columns.Add(new ResolvedColumn
        {
            SourceColumn = column.Name,
            SourceType = column.NativeType,
            TargetColumn = StageColumn,
            Type = type,
            IsNullable = column.IsNullable,
            IsStageOnly = true,
            Why = "the cursor, for the stage alone",
        });
        return StageColumn;
    }
}

using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>What the statements of one load are made from: quoted names and columns, ready for a template.</summary>
internal sealed class LoadShape
{
    public LoadShape(PipelineDefinition definition, ResolvedMapping mapping, string controlSchema)
    {
        Definition = definition;
        Mapping = mapping;
        ControlSchema = controlSchema;
        Columns = [.. mapping.Columns.Select(c => new LoadColumn(c, mapping.Keys.Contains(c.TargetColumn, StringComparer.Ordinal)))];
        TargetColumns = [.. Columns.Where(c => !c.IsStageOnly)];
        Keys = [.. mapping.Keys.Select(k => Columns.FirstOrDefault(c => !c.IsStageOnly && string.Equals(c.Name, k, StringComparison.Ordinal))
            ?? throw new ArgumentException($"The key column '{k}' is no column of the target.", nameof(mapping)))];
        Values = [.. TargetColumns.Where(c => !c.IsKey)];
        Cursor = mapping.Cursor is { } cursor
            ? Columns.FirstOrDefault(c => string.Equals(c.Name, cursor.StageColumn, StringComparison.Ordinal))
                ?? throw new ArgumentException($"The cursor '{cursor.StageColumn}' is no column of the stage.", nameof(mapping))
            : null;
    }

    /// <summary>The files' rows in transport types.</summary>
    public static string Stage => "\"rsi_stage_{temp}\"";

    /// <summary>One row a key, in the target's types.</summary>
    public static string Rows => "\"rsi_rows_{temp}\"";

    /// <summary>The keys of the rows that the target holds already, and whether it holds the same values.</summary>
    public static string Match => "\"rsi_match_{temp}\"";

    /// <summary>What was compared with what, and both sides.</summary>
    public static string Checks => "\"rsi_checks_{temp}\"";

    public static string Counts => "\"rsi_counts_{temp}\"";

    /// <summary>The key of every row of the source, in transport types.</summary>
    public static string Keyset => "\"rsi_keys_{temp}\"";

    /// <summary>The keys that are to be deleted from the target.</summary>
    public static string Gone => "\"rsi_gone_{temp}\"";

    public PipelineDefinition Definition { get; }

    public ResolvedMapping Mapping { get; }

    public string ControlSchema { get; }

    public IReadOnlyList<LoadColumn> Columns { get; }

    public IReadOnlyList<LoadColumn> TargetColumns { get; }

    public IReadOnlyList<LoadColumn> Keys { get; }

    /// <summary>Target columns beside the key.</summary>
    public IReadOnlyList<LoadColumn> Values { get; }

    public LoadColumn? Cursor { get; }

    public bool HasKey => Keys.Count > 0;

    /// <summary>The stage's column that says whether the source flags the row as deleted.</summary>
    public LoadColumn? DeletedFlag => Columns.FirstOrDefault(c => c.IsDeletedFlag);

    /// <summary>The target's column that marks deleted rows; null where they are removed, or where nothing detects them.</summary>
    public string? Mark => Definition.Deletes?.MarkColumn is { } column ? LoadTemplate.Escape(RedshiftQuoter.Quote(column)) : null;

    /// <summary>Whether rows whose key the target holds are written: an append leaves them alone, and a table that is all key has nothing to write.</summary>
    public bool WritesMatched => Mapping.Mode == LoadMode.Merge && Values.Count > 0;

    public bool DetectsDeletes => Definition.Deletes is not null;

    public string Target => LoadTemplate.Escape(RedshiftQuoter.Quote(Definition.Target.Schema, Definition.Target.Table));

    public string Gate => LoadTemplate.Escape(RedshiftQuoter.Quote(ControlSchema, Loading.ControlSchema.GateName(Definition.Target)));

    public string Pipeline => LoadTemplate.Escape(RedshiftLiteral.Text(Definition.Id));

    public string ModeName => Mapping.Mode switch
    {
        LoadMode.Replace => "replace",
        LoadMode.Append => "append",
        LoadMode.Merge => "merge",
        _ => throw new InvalidOperationException("The mapping's load mode is not resolved."),
    };

    public string ControlTable(string name) => LoadTemplate.Escape(RedshiftQuoter.Quote(ControlSchema, name));

    /// <summary>A name that no column has.</summary>
    public string Free(string name)
    {
        while (Columns.Any(c => string.Equals(c.Name, name, StringComparison.Ordinal)))
        {
            name += "_";
        }

        return RedshiftQuoter.Quote(name);
    }

    /// <summary>The equality of all key columns between two relations.</summary>
    public string KeysEqual(string left, string right) => string.Join(" AND ", Keys.Select(k => $"{left}.{k.Quoted} = {right}.{k.Quoted}"));
}

/// <summary>A column of the stage, quoted for a template.</summary>
internal sealed class LoadColumn(ResolvedColumn column, bool isKey)
{
    public string Name => column.TargetColumn;

    public string Quoted { get; } = LoadTemplate.Escape(RedshiftQuoter.Quote(column.TargetColumn));

    public RedshiftType Type => column.Type;

    public RedshiftType TransportType => column.TransportType;

    /// <summary>The type in <see cref="LoadShape.Rows"/>.</summary>
    public RedshiftType RowType => column.RowType;

    public bool IsStageOnly => column.IsStageOnly;

    public bool IsDeletedFlag => column.IsDeletedFlag;

    public bool IsKey => isKey && !column.IsStageOnly;

    /// <summary>Redshift compares text without its trailing blanks, so equal does not mean the same.</summary>
    public bool ComparesWithoutBlanks => column.Type.Kind is RedshiftTypeKind.Varchar or RedshiftTypeKind.Char;

    /// <summary>The expression that makes the target's value of the stage's.</summary>
    public string Cast(string relation) => Transport.Cast(column.Type, $"{relation}.{Quoted}");

    /// <summary>Equal to the byte, NULLs too. Redshift has no IS NOT DISTINCT FROM.</summary>
    public string Same(string left, string right)
    {
        string l = Comparable(left);
        string r = Comparable(right);
        string equal = column.Type.Kind == RedshiftTypeKind.Varchar ? $"({l} = {r} AND OCTET_LENGTH({l}) = OCTET_LENGTH({r}))" : $"{l} = {r}";
        return $"({equal} OR ({left}.{Quoted} IS NULL AND {right}.{Quoted} IS NULL))";
    }

    private string Comparable(string relation) =>
        column.Type.Kind == RedshiftTypeKind.Super ? $"JSON_SERIALIZE({relation}.{Quoted})" : $"{relation}.{Quoted}";
}

using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>
/// A definition's map after the source's catalogue has been asked: the columns in the order of the staged files, each with its type.
/// Apply stores it in <c>schema_versions</c>; the runner rebuilds the load plan from what is stored there.
/// </summary>
internal sealed record ResolvedMapping
{
    public required EquatableList<ResolvedColumn> Columns { get; init; }

    /// <summary>Never <see cref="LoadMode.Default"/>: that has become a merge on the source's primary key.</summary>
    public required LoadMode Mode { get; init; }

    /// <summary>Target columns of the key, in order; empty for a replace without a key.</summary>
    public EquatableList<string> Keys { get; init; }

    public ResolvedCursor? Cursor { get; init; }

    /// <summary>Columns of the source that no line of the map names.</summary>
    public EquatableList<string> LeftOut { get; init; }

    /// <summary>What the plan should tell: one-range snapshot, types that were chosen with a loss, and the like.</summary>
    public EquatableList<string> Notes { get; init; }

    /// <summary>SHA-256 in hex of what a load depends on: source, target, columns, keys, cursor. Notes, reasons, conditions and what is left out do not count.</summary>
    public string ComputeHash(PipelineDefinition definition) => ResolvedMappingJson.Hash(definition, this);

    /// <summary>The columns that the target table has, in order.</summary>
    public IEnumerable<ResolvedColumn> TargetColumns => Columns.Where(c => !c.IsStageOnly);

    /// <summary>What is read of the source's whole key set: the key as it is loaded and, to tell late rows from deferred ones, the cursor.</summary>
    public ResolvedMapping OfKeys() => this with
    {
        Columns = EquatableList.From(Columns
            .Where(c => c.TargetColumn == Cursor?.StageColumn || (!c.IsStageOnly && Keys.Contains(c.TargetColumn, StringComparer.Ordinal)))
            .Select(c => c.Overflow.Action == OverflowAction.Quarantine && !Keys.Contains(c.TargetColumn, StringComparer.Ordinal) ? c with { IsNullable = true } : c)),
    };
}

/// <summary>One column of the staged files and, unless <see cref="IsStageOnly"/>, of the target.</summary>
internal sealed record ResolvedColumn
{
    /// <summary>The column's exact name in the source; null for a computed column.</summary>
    public string? SourceColumn { get; init; }

    /// <summary>The source's own type text, for example <c>decimal(12,2) unsigned</c>; empty for a computed column.</summary>
    public string SourceType { get; init; } = string.Empty;

    public required string TargetColumn { get; init; }

    /// <summary>The type in the target; see <see cref="TransportType"/> for the type in the file and the stage.</summary>
    public required RedshiftType Type { get; init; }

    /// <summary>The type in whose canonical text the transforms take the source's value; without transforms it is <see cref="Type"/>.</summary>
    public RedshiftType? ReadType { get; init; }

    public bool IsNullable { get; init; } = true;

    public EquatableList<Transform> Transforms { get; init; }

    public Transform? Computed { get; init; }

    public bool IsPii { get; init; }

    /// <summary>What becomes of a value that the column can't take; a pipeline's policy that does not fit the column is not here.</summary>
    public OverflowPolicy Overflow { get; init; } = OverflowPolicy.Refuse;

    /// <summary>Whether the policy is the column's own, so that the limits of its quarantine count its rows alone.</summary>
    public bool HasOwnOverflow { get; init; }

    /// <summary>The type in the file and the stage. A column that may be widened has room for all that it can become.</summary>
    public RedshiftType TransportType => MayWiden ? RedshiftType.Varchar(RedshiftType.MaxVarcharBytes) : Transport.Of(Type);

    /// <summary>The type of the rows on their way from the stage to the target; the target's own, or wider.</summary>
    public RedshiftType RowType => MayWiden ? TransportType : Type;

    public bool MayWiden => Overflow.Action == OverflowAction.Widen;

    /// <summary>In the file and the stage only: the cursor where the target does not hold it as it is.</summary>
    public bool IsStageOnly { get; init; }

    /// <summary>Not read from a column: whether the source's condition for deleted rows holds, as 1 or 0.</summary>
    public bool IsDeletedFlag => IsStageOnly && string.Equals(TargetColumn, DeletesResolution.FlagColumn, StringComparison.Ordinal);

    /// <summary>Why the column has this type, for the plan.</summary>
    public string Why { get; init; } = string.Empty;
}

/// <summary>The cursor of an incremental pipeline.</summary>
internal sealed record ResolvedCursor
{
    public required string SourceColumn { get; init; }

    /// <summary>The column of the stage that holds the untransformed cursor.</summary>
    public required string StageColumn { get; init; }

    public required CursorKind Kind { get; init; }

    /// <summary>For times.</summary>
    public TimeSpan LagTime { get; init; }

    /// <summary>For numbers.</summary>
    public long LagNumber { get; init; }
}

internal enum CursorKind
{
    /// <summary>Watermark text <c>yyyy-MM-dd HH:mm:ss.ffffff</c>, UTC where the column is a point in time.</summary>
    Timestamp,

    /// <summary>Watermark text <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>Watermark text: an integer in decimal digits.</summary>
    Number,
}

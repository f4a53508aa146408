using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Mapping;

namespace RedshiftIntegration.Tests.Loading;

/// <summary>Definitions and mappings of the load's tests.</summary>
internal static class LoadSamples
{
    public static PipelineDefinition Definition(RedshiftTable target, string? id = null) =>
        new(id ?? target.QualifiedName, MySqlTable.Named("shop", "orders"), new MapSpec(), target);

    public static ResolvedColumn Column(string name, RedshiftType type, bool nullable = true, bool stageOnly = false) =>
        new() { SourceColumn = name, SourceType = "source type", TargetColumn = name, Type = type, IsNullable = nullable, IsStageOnly = stageOnly, Why = "because" };

    /// <summary>Each kind of type that travels as another one.</summary>
    public static ResolvedMapping Orders(LoadMode mode, bool withKey = true, bool withCursor = true) => new()
    {
        Mode = mode,
        Columns =
        [
            Column("order_id", RedshiftType.BigInt, nullable: false),
            Column("status", RedshiftType.Varchar(40)),
            Column("total", RedshiftType.Decimal(12, 2)),
            Column("country", RedshiftType.Char(2)),
            Column("details", RedshiftType.Super),
            Column("paid_at", RedshiftType.TimestampTz),
            Column("opens", RedshiftType.Time),
            .. withCursor ? new[] { Column("_cursor", RedshiftType.Timestamp, stageOnly: true) } : [],
        ],
        Keys = withKey ? ["order_id"] : [],
        Cursor = withCursor ? new ResolvedCursor { SourceColumn = "updated_at", StageColumn = "_cursor", Kind = CursorKind.Timestamp, LagTime = TimeSpan.FromMinutes(5) } : null,
    };

    public static LoadRequest Request(PipelineDefinition definition, ResolvedMapping mapping, long rows = 3) => new()
    {
        RunId = "20261124-103000-abc123",
        Definition = definition,
        Mapping = mapping,
        SchemaVersion = 4,
        Batch = new StagedBatch
        {
            Files = rows == 0 ? [] : [new StagedFile { Key = "stage/analytics.orders/20261124-103000-abc123-x/rows-0001.parquet", Rows = rows, Bytes = 1000, Checksum = "etag" }],
            ManifestUri = rows == 0 ? null : "s3://bucket/stage/analytics.orders/20261124-103000-abc123-x/manifest.json",
            RowsRead = rows,
            RowsStaged = rows,
            RowsDeferred = 1,
            WatermarkTo = mapping.Cursor is null ? null : "2026-11-24 10:00:00.000000",
        },
        PreviousRunId = "20261123-103000-aaa000",
        WatermarkFrom = mapping.Cursor is null ? null : "2026-11-23 10:00:00.000000",
        StartedAt = new DateTimeOffset(2026, 11, 24, 10, 30, 0, TimeSpan.Zero),
        Steps = [new RunStepRecord("extract", new DateTimeOffset(2026, 11, 24, 10, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 10, 30, 2, TimeSpan.Zero)) { Rows = rows }],
        Host = "it's me",
    };
}

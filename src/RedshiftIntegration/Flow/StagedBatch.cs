using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>What an extract has left in the staging location.</summary>
internal sealed record StagedBatch
{
    /// <summary>Of a run that reads nothing.</summary>
    public static StagedBatch Nothing { get; } = new() { Files = [], RowsRead = 0, RowsStaged = 0, Snapshots = 0 };

    public required EquatableList<StagedFile> Files { get; init; }

    /// <summary>The manifest's <c>s3://</c> address; null when no row was staged (COPY of no file is an error).</summary>
    public string? ManifestUri { get; init; }

    public required long RowsRead { get; init; }

    public required long RowsStaged { get; init; }

    public long RowsDeferred { get; init; }

    public string? WatermarkTo { get; init; }

    /// <summary>How many snapshots the rows come from; more than 1 is skew.</summary>
    public int Snapshots { get; init; } = 1;

    /// <summary>What the run's record should say of the read: dates that became NULL, and the like.</summary>
    public EquatableList<string> Notes { get; init; }

    /// <summary>Rows that a policy left out.</summary>
    public long RowsRejected { get; init; }

    /// <summary>Values that were cut, and rows that were left out.</summary>
    public EquatableList<RowRejection> Rejections { get; init; }

    /// <summary>What the stage has to show, in the order of <see cref="Measures.Of"/>; empty: nothing is compared.</summary>
    public EquatableList<Figure> Figures { get; init; }

    /// <summary>The source's keys; null where this run compares none.</summary>
    public StagedKeys? Keys { get; init; }

    public long BytesStaged => AllFiles.Sum(f => f.Bytes);

    public IEnumerable<StagedFile> AllFiles => Keys is null ? Files : Files.Concat(Keys.Files);
}

/// <summary>The key of every row that the source has in the snapshot of the staged rows, under the same conditions.</summary>
internal sealed record StagedKeys
{
    public required EquatableList<StagedFile> Files { get; init; }

    /// <summary>The manifest's <c>s3://</c> address; null when the source has no row.</summary>
    public string? ManifestUri { get; init; }

    public required long Rows { get; init; }
}

internal sealed record StagedFile
{
    /// <summary>The whole object key.</summary>
    public required string Key { get; init; }

    public required long Rows { get; init; }

    public required long Bytes { get; init; }

    /// <summary>The ETag that S3 gave.</summary>
    public string Checksum { get; init; } = string.Empty;
}

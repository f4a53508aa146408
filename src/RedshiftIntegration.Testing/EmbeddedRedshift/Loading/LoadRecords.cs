using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>The COPY that a row of a load view belongs to.</summary>
internal sealed record LoadIdentity(int UserId, long QueryId, long TransactionId, int SessionId, uint TableId, string TableName, DateTime StartTime);

/// <summary>A field as stl_loaderror_detail shows it.</summary>
internal sealed record LoadedField(string Column, string Type, string Length, string? Value);

/// <summary>One row of SYS_LOAD_ERROR_DETAIL and STL_LOAD_ERRORS.</summary>
internal sealed record LoadError(LoadIdentity Copy)
{
    public required string FileName { get; init; }

    public long LineNumber { get; init; }

    public string ColumnName { get; init; } = "";

    public string ColumnType { get; init; } = "";

    public string ColumnLength { get; init; } = "";

    public int Position { get; init; }

    public string RawLine { get; init; } = "";

    public string RawValue { get; init; } = "";

    public required int ErrorCode { get; init; }

    public required string ErrorMessage { get; init; }

    /// <summary>The fields up to the wrong one.</summary>
    public ImmutableArray<LoadedField> Fields { get; init; } = [];
}

/// <summary>One row of STL_REPLACEMENTS: a line in which ACCEPTINVCHARS replaced something.</summary>
internal sealed record LoadReplacement(LoadIdentity Copy, string FileName, long LineNumber, string ColumnName, string RawLine);

/// <summary>One row of SYS_LOAD_HISTORY.</summary>
internal sealed record LoadHistoryEntry(LoadIdentity Copy)
{
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Aborted = "aborted";

    public string Status { get; init; } = Running;

    public DateTime? EndTime { get; init; }

    public required string DataSource { get; init; }

    public required string FileFormat { get; init; }

    public long LoadedRows { get; init; }

    public required ImmutableArray<CopyFile> Files { get; init; }

    /// <summary>How many of <see cref="Files"/> were read.</summary>
    public int Scanned { get; init; }

    public long ErrorCount { get; init; }
}

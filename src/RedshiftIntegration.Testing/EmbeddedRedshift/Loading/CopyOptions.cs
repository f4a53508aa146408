using System.Collections.Immutable;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Loading;

internal enum CopyFormat { Delimited, Csv, FixedWidth, Json, Parquet }

/// <summary>How COPY reads its files: the clauses after the data source (AWS: r_COPY-parameters).</summary>
internal sealed record CopyOptions
{
    public CopyFormat Format { get; init; } = CopyFormat.Delimited;

    /// <summary>Null: the pipe of delimited text, the comma of CSV.</summary>
    public string? Delimiter { get; init; }

    public char Quote { get; init; } = '"';

    /// <summary>FIXEDWIDTH: characters of each column.</summary>
    public ImmutableArray<int> Widths { get; init; } = [];

    /// <summary>JSON: auto, auto ignorecase, noshred, or the address of a JSONPaths file.</summary>
    public string Json { get; init; } = "auto";

    public bool Gzip { get; init; }

    public bool Manifest { get; init; }

    public string? Region { get; init; }

    public bool FillRecord { get; init; }

    public bool SerializeToJson { get; init; }

    public bool ExplicitIds { get; init; }

    /// <summary>STATUPDATE ON: the owner's and the superuser's alone.</summary>
    public bool UpdatesStatistics { get; init; }

    public bool NoLoad { get; init; }

    /// <summary>Errors of which the load fails; 0 means the first, as 1 does.</summary>
    public int MaxError { get; init; }

    public bool IgnoreAllErrors { get; init; }

    public int IgnoreHeader { get; init; }

    public bool IgnoreBlankLines { get; init; }

    /// <summary>The text that stands for NULL.</summary>
    public string Null { get; init; } = "\\N";

    public bool EmptyAsNull { get; init; }

    public bool BlanksAsNull { get; init; }

    public bool TrimBlanks { get; init; }

    public bool TruncateColumns { get; init; }

    public bool RemoveQuotes { get; init; }

    public bool Escape { get; init; }

    public bool RoundDecimals { get; init; }

    /// <summary>ACCEPTINVCHARS: what stands in for each byte of an invalid character; null without the option.</summary>
    public char? Replacement { get; init; }

    public bool AcceptAnyDate { get; init; }

    /// <summary>Null: YYYY-MM-DD.</summary>
    public string? DateFormat { get; init; }

    /// <summary>Null: YYYY-MM-DD HH:MI:SS.</summary>
    public string? TimeFormat { get; init; }

    /// <summary>UTF8, UTF16, UTF16LE or UTF16BE.</summary>
    public string Encoding { get; init; } = "UTF8";

    /// <summary>The text literals that hold keys and tokens; no log shows them.</summary>
    public ImmutableArray<Token> Secrets { get; init; } = [];

    public int ErrorsToFail => IgnoreAllErrors ? int.MaxValue : Math.Max(1, MaxError);

    /// <summary>As sys_load_history and stl_load_commits print it.</summary>
    public string FormatName => Format switch
    {
        CopyFormat.Delimited => "text",
        CopyFormat.FixedWidth => "fixedwidth",
        CopyFormat.Csv => "csv",
        CopyFormat.Json => "json",
        _ => "parquet",
    };
}

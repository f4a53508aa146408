using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Which clauses of COPY exclude each other (AWS: copy-parameters-data-format, -data-conversion, -data-load, copy-usage_notes-copy-from-columnar).</summary>
internal static class CopyOptionRules
{
    /// <summary>With Parquet all others are refused, REGION and COMPUPDATE too, as live clusters have shown.</summary>
    private static readonly string[] ParquetTakes = ["PARQUET", "MANIFEST", "FILLRECORD", "SERIALIZETOJSON", "EXPLICIT_IDS", "NOLOAD", "STATUPDATE", "ACCEPTINVCHARS", "MAXERROR"];

    private static readonly (string First, string Second)[] Apart =
    [
        ("CSV", "ESCAPE"), ("CSV", "REMOVEQUOTES"), ("DELIMITER", "FIXEDWIDTH"), ("ESCAPE", "FIXEDWIDTH"), ("MAXERROR", "IGNOREALLERRORS"),
        ("JSON", "DELIMITER"), ("JSON", "ESCAPE"), ("JSON", "FILLRECORD"), ("JSON", "IGNOREBLANKLINES"), ("JSON", "NULL"), ("JSON", "REMOVEQUOTES"),
    ];

    /// <param name="options">What was read.</param>
    /// <param name="given">The clauses' words with their positions.</param>
    public static void Check(CopyOptions options, IReadOnlyDictionary<string, int> given)
    {
        if (options.Format == CopyFormat.Parquet)
        {
            CheckParquet(options, given);
            return;
        }

        foreach (var (first, second) in Apart)
        {
            if (given.ContainsKey(first) && given.TryGetValue(second, out var position))
            {
                throw new SqlError("0A000", $"{second} is not supported with {first}", position);
            }
        }

        if (given.TryGetValue("QUOTE", out var quote) && options.Format != CopyFormat.Csv)
        {
            throw new SqlError("0A000", "QUOTE is only supported with CSV", quote);
        }

        if (given.TryGetValue("SERIALIZETOJSON", out var serialize))
        {
            throw new SqlError("0A000", "SERIALIZETOJSON is only supported for columnar formats", serialize);
        }
    }

    public static SqlError ForParquet(string option, int position) => new("0A000", $"{option} argument is not supported for PARQUET based COPY", position);

    private static void CheckParquet(CopyOptions options, IReadOnlyDictionary<string, int> given)
    {
        foreach (var (word, position) in given.OrderBy(g => g.Value))
        {
            if (!ParquetTakes.Contains(word, StringComparer.Ordinal) || (word == "MAXERROR" && options.MaxError != 0))
            {
                throw ForParquet(word, position);
            }
        }
    }
}

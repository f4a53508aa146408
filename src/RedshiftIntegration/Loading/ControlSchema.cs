using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Loading;

/// <summary>
/// The tables that hold what ran: a public contract for people who look in their SQL IDE (docs/control-schema.md). Append-only but for the gates.
/// </summary>
internal static class ControlSchema
{
    public const string Runs = "runs";
    public const string RunSteps = "run_steps";
    public const string RunFiles = "run_files";
    public const string RejectedRows = "rejected_rows";
    public const string SchemaVersions = "schema_versions";
    public const string ValidationRecords = "validation_records";

    /// <summary>The version of the tables below. Apply writes a row of it, under the empty pipeline id, into <c>schema_versions</c>.</summary>
    public const int Version = 2;

    public const int RunIdLength = 40;
    public const int PipelineLength = 127;
    public const int WatermarkLength = 256;
    public const int TextLength = 4096;
    public const int FigureLength = 256;
    private const int ShortNameLength = 60;

    public static IReadOnlyList<ControlTable> Tables { get; } = [RunsTable(), RunStepsTable(), RunFilesTable(), RejectedRowsTable(), SchemaVersionsTable(), ValidationRecordsTable()];

    /// <summary>The library's version as run rows hold it.</summary>
    public static string LibraryVersion { get; } = typeof(ControlSchema).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static ControlTable Gate(RedshiftTable target) => new(GateName(target), "What holds the loads of one target apart: one row a pipeline. Never query it; a load that runs has it locked.")
    {
        Columns =
        [
            new("pipeline", RedshiftType.Varchar(PipelineLength), false, "The pipeline's id."),
            new("run_id", RedshiftType.Varchar(RunIdLength), false, "The run that committed last; '' before the first."),
            new("watermark", RedshiftType.Varchar(WatermarkLength), false, "The watermark that it has reached; '' if there is none."),
        ],
    };

    /// <summary>Redshift cuts names over 127 bytes without a word, so the name is short and the hash keeps targets apart.</summary>
    public static string GateName(RedshiftTable target)
    {
        StringBuilder name = new("gate_");
        foreach (char c in target.Table.Take(ShortNameLength))
        {
            name.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_');
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(target.QualifiedName));
        return name.Append('_').Append(Convert.ToHexStringLower(hash.AsSpan(0, 5))).ToString();
    }

    public static string EngineName(Engine engine) => engine.ToString().ToLowerInvariant();

    public static string KindName(RunKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Text cut to what a column holds, at a character's border.</summary>
    public static string Fit(string text, int bytes)
    {
        string clean = text.Replace("\0", string.Empty, StringComparison.Ordinal);
        if (Encoding.UTF8.GetByteCount(clean) <= bytes)
        {
            return clean;
        }

        StringBuilder cut = new();
        int used = 0;
        foreach (Rune rune in clean.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.ToString();
    }

    private static ControlColumn Text(string name, int bytes, string meaning, bool nullable = true) => new(name, RedshiftType.Varchar(bytes), nullable, meaning);

    private static ControlColumn Time(string name, string meaning, bool nullable = false) => new(name, RedshiftType.Timestamp, nullable, meaning);

    private static ControlColumn Number(string name, string meaning, bool nullable = true) => new(name, RedshiftType.BigInt, nullable, meaning);

    private static ControlTable RunsTable() => new(Runs, "One row a run, written when it ends.")
    {
        Columns =
        [
            Text("run_id", RunIdLength, "The run's id, sortable by time.", false),
            Text("pipeline", PipelineLength, "The pipeline's id.", false),
            Text("target", 260, "The table it writes, as schema.table.", false),
            Text("kind", 16, "`load`, `backfill` (a stated range once more) or `reset` (the watermark set back, the rows beyond it removed).", false),
            Text("mode", 16, "`replace`, `append` or `merge`.", false),
            Text("engine", 32, "Where the extract ran: `direct`.", false),
            Text("status", 16, "`succeeded`, `failed`, `cancelled`, `superseded` (another run committed first) or `abandoned` (its process died).", false),
            Time("started_at", "When the run began."),
            Time("finished_at", "When this row was written."),
            Text("previous_run_id", RunIdLength, "The committed run that this one started from; '' for the first.", false),
            Text("watermark_from", WatermarkLength, "The cursor it started from; NULL for a full read."),
            Text("watermark_to", WatermarkLength, "The cursor it has reached; NULL without a cursor."),
            new("snapshots", RedshiftType.Integer, true, "From how many snapshots of the source its rows come."),
            Number("rows_read", "Rows read from the source."),
            Number("rows_staged", "Rows in the staged files."),
            Number("rows_inserted", "Rows added to the target."),
            Number("rows_updated", "Rows of the target that changed."),
            Number("rows_unchanged", "Merge: staged rows that equal the target's. Append: staged rows whose key was there already and was left alone."),
            Number("rows_deleted", "Rows removed from the target, or marked there as deleted; a replace removes all that were there."),
            Number("rows_rejected", "Rows kept out of the target by a policy."),
            Number("rows_deferred", "Rows whose cursor lies beyond the source's clock; a later run takes them."),
            Number("bytes_staged", "Bytes of the staged files."),
            new("schema_version", RedshiftType.Integer, true, "The version of the mapping in `schema_versions`."),
            Text("problem_id", 16, "The id of the error that ended it, for example `RSI4001`; NULL if it succeeded."),
            Text("error", TextLength, "What went wrong and what to do; NULL if it succeeded."),
            Text("host", 256, "Machine and process that ran it."),
            Text("library_version", 64, "The library's version."),
        ],
    };

    private static ControlTable RunStepsTable() => new(RunSteps, "One row a step of a run.")
    {
        Columns =
        [
            Text("run_id", RunIdLength, "The run.", false),
            new("ordinal", RedshiftType.Integer, false, "The step's place in the run, from 1."),
            Text("step", 64, "The step's name, the one in the comment of its SQL.", false),
            Time("started_at", "When it began."),
            Time("finished_at", "When it ended."),
            Number("rows", "Rows it worked on, where that can be told."),
            Number("bytes", "Bytes it wrote, where that can be told."),
            Text("detail", TextLength, "What else there is to say."),
        ],
    };

    private static ControlTable RunFilesTable() => new(RunFiles, "One row a staged file of a run that committed.")
    {
        Columns =
        [
            Text("run_id", RunIdLength, "The run.", false),
            Text("object_key", 1024, "The file's key in the staging bucket.", false),
            Number("rows", "Rows in the file.", false),
            Number("bytes", "Bytes of the file.", false),
            Text("checksum", 128, "The ETag that S3 gave."),
            Text("range_from", WatermarkLength, "The first key of the range in the file; NULL while a table is read as one range."),
            Text("range_to", WatermarkLength, "The last key of the range in the file; NULL while a table is read as one range."),
        ],
    };

    private static ControlTable RejectedRowsTable() => new(RejectedRows, "One row a value that its column could not take, up to 1,000 of each action in a run; what is beyond stands in one row a column.")
    {
        Columns =
        [
            Text("run_id", RunIdLength, "The run.", false),
            Text("pipeline", PipelineLength, "The pipeline's id.", false),
            Text("source_key", RejectedRowsSql.KeyLength, "The key of the row in the source; personal data is masked. NULL where the line stands for several rows."),
            Text("column_name", PipelineLength, "The column of the target.", false),
            Text("rule", RejectedRowsSql.RuleLength, "What the value breaks."),
            Text("action", 16, "`refused` (the run failed for it), `quarantined` (the row was left out), `truncated` (the text was cut), `widened` (the column was widened for it).", false),
            Number("rows", "How many rows the line stands for.", false),
            Text("value_shown", ShownValue.MaxBytes, "The value, cut to a short text: the bad one, or what was left of a cut one; `***` where it is personal data; NULL for a NULL and for several rows."),
            Text("remedy", RejectedRowsSql.RuleLength, "What to do about it."),
        ],
    };

    private static ControlTable SchemaVersionsTable() => new(
        SchemaVersions,
        string.Create(CultureInfo.InvariantCulture, $"One row a version of a pipeline's mapping, as apply settled it; the row of the empty pipeline id is the control schema's own (version {Version})."))
    {
        Columns =
        [
            Text("pipeline", PipelineLength, "The pipeline's id; '' for the control schema itself.", false),
            new("version", RedshiftType.Integer, false, "Counts from 1."),
            Time("applied_at", "When it was applied."),
            Text("hash", 64, "The hash of the definition; the library's version in the row of the control schema.", false),
            Text("mapping", RedshiftType.MaxVarcharBytes, "Columns, types, transports and transforms as JSON, from which any process makes the same load.", false),
            Text("reason", TextLength, "Why there is a new version."),
        ],
    };

    private static ControlTable ValidationRecordsTable() => new(ValidationRecords, "One row a figure that was compared.")
    {
        Columns =
        [
            Text("run_id", RunIdLength, "The run whose figures these are.", false),
            Text("pipeline", PipelineLength, "The pipeline's id.", false),
            Text("target", 260, "The table it writes, as schema.table.", false),
            Text("kind", 16, "`load`: compared inside the load's transaction; later `validate`.", false),
            Time("recorded_at", "When this row was written."),
            Text("scope", 16, "`stage`: the source against the stage; `target`: the stage against the target.", false),
            Text("column_name", 127, "The column in the target; `*` for all rows.", false),
            Text("measure", 32, "`rows`, `distinct_keys`, `nulls`, `min`, `max`, `sum`, `bytes`.", false),
            Text("origin", 16, "Whose figure `source_value` is: `source` (its SQL, in the snapshot of the read), `reader` (counted by the reader on the way), `stage`, or `none`: nobody could give it, nothing was compared.", false),
            Text("source_value", FigureLength, "What was expected; NULL for the least of nothing."),
            Text("target_value", FigureLength, "What was found."),
            new("matches", RedshiftType.Boolean, true, "Whether both are equal; NULL where nothing was compared. A load commits only where none is false."),
            Text("range_from", WatermarkLength, "The first key of the range that was compared; NULL for all."),
            Text("range_to", WatermarkLength, "The last key of the range that was compared; NULL for all."),
            Text("detail", TextLength, "What else there is to say."),
        ],
    };
}

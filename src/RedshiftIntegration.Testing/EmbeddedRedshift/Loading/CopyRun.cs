using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>One load's way through the load views and behind pg_last_copy_id() and pg_last_copy_count() (AWS: PG_LAST_COPY_COUNT).</summary>
internal sealed class CopyRun
{
    private const int MostReplacements = 100;

    private readonly Execution execution;
    private readonly LoadIdentity identity;
    private readonly LoadHistoryEntry begun;
    private int scanned;

    private CopyRun(Execution execution, LoadIdentity identity, LoadHistoryEntry begun) => (this.execution, this.identity, this.begun) = (execution, identity, begun);

    public long Errors { get; private set; }

    public long ReplacedRows { get; private set; }

    /// <summary>The files are known and reading begins: from here on the count of the session's last COPY is this one's.</summary>
    public static CopyRun Begin(Execution execution, Table table, string url, IReadOnlyList<CopyFile> files, CopyOptions options)
    {
        var session = execution.Context.Session;
        session.LastCopyId = session.CurrentQueryId;
        session.LastCopyCount = 0;
        LoadIdentity copy = new(
            execution.Context.User.Id, session.CurrentQueryId, session.TransactionId, execution.Context.SessionId, table.Oid, table.Name, execution.Clock.GetUtcNow().UtcDateTime);
        LoadHistoryEntry entry = new(copy) { DataSource = url, FileFormat = options.FormatName, Files = [.. files] };
        execution.Loads.Record(entry);
        return new CopyRun(execution, copy, entry);
    }

    public void Scan() => scanned++;

    public void Report(CopyFile file, LoadFault fault, Func<LoadError, LoadError> details)
    {
        Errors++;
        file.Errors++;
        execution.Loads.Record(details(new LoadError(identity) { FileName = file.Url, ErrorCode = fault.Code, ErrorMessage = fault.Reason }));
    }

    public void Replaced(CopyFile file, long line, string column, string rawLine)
    {
        if (ReplacedRows++ < MostReplacements)
        {
            execution.Loads.Record(new LoadReplacement(identity, file.Url, line, column, rawLine));
        }
    }

    public void Complete(long rows)
    {
        execution.Context.Session.LastCopyCount = rows;
        execution.Loads.Record(Ended(LoadHistoryEntry.Completed) with { LoadedRows = rows });
    }

    public void Abort() => execution.Loads.Record(Ended(LoadHistoryEntry.Aborted));

    private LoadHistoryEntry Ended(string status) => begun with { Status = status, EndTime = execution.Clock.GetUtcNow().UtcDateTime, Scanned = scanned, ErrorCount = Errors };
}

/// <summary>What is wrong with a row, by the number of AWS's r_Load_Error_Reference.</summary>
internal sealed record LoadFault(int Code, string Reason);

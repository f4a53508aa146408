using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>What happens around every statement, in one place: transaction state, privileges, locks, fault hooks, snapshot, run, history.</summary>
internal sealed class StatementPipeline(Warehouse warehouse, Session session, SessionTransaction transaction, Interruption interruption)
{
    public static SqlError InFailedBlock() =>
        new("25P02", "current transaction is aborted, commands ignored until end of transaction block");

    public StatementResult Run(Prepared prepared, IReadOnlyList<object?> parameters, bool alone)
    {
        if (prepared.Statement is FixedAnswer answer)
        {
            return answer.Result;
        }

        if (prepared.WasRun)
        {
            prepared.Version = null;
        }

        int version = warehouse.Catalogue.Version;
        session.Refresh(prepared);
        prepared.WasRun = true;

        TransactionVerb verb = prepared.Bound!.Effects.Transaction;
        if (transaction.State == TransactionState.Failed && verb is not (TransactionVerb.Commit or TransactionVerb.Rollback))
        {
            throw InFailedBlock();
        }

        return Recorded(prepared.Statement, () => verb == TransactionVerb.None ? RunOrdinary(prepared, version, parameters, alone) : RunVerb(prepared.Bound.Effects, prepared.Statement));
    }

    private StatementResult RunVerb(Effects effects, Statement statement)
    {
        TransactionVerb verb = effects.Transaction;
        StatementFault? fault = BeforeVerb(verb, statement);
        bool failed = transaction.State == TransactionState.Failed;
        switch (verb)
        {
            case TransactionVerb.Begin: transaction.BeginBlock(); break;
            case TransactionVerb.Commit when !failed: transaction.Commit(); break;
            default: transaction.Rollback(); break;
        }

        if (effects.ReadOnly is { } readOnly)
        {
            session.ChangeSetting("transaction_read_only", readOnly ? "on" : "off", local: true);
        }

        warehouse.Faults.After(fault);
        return new StatementResult(failed ? "ROLLBACK" : verb.ToString().ToUpperInvariant());
    }

    /// <summary>A COMMIT that fails has ended its block, as on a real server.</summary>
    private StatementFault? BeforeVerb(TransactionVerb verb, Statement statement)
    {
        try
        {
            return warehouse.Faults.Before(statement.Step ?? verb.ToString(), statement.Text, interruption.Token);
        }
        catch when (verb == TransactionVerb.Commit)
        {
            transaction.Rollback();
            throw;
        }
    }

    /// <param name="prepared">Bound.</param>
    /// <param name="version">The catalogue's version that it was bound under, or an older one.</param>
    /// <param name="parameters">In the CLR forms of the bound parameter types.</param>
    /// <param name="alone">False when other statements belong to the same request.</param>
    private StatementResult RunOrdinary(Prepared prepared, int version, IReadOnlyList<object?> parameters, bool alone)
    {
        BlockRule rule = prepared.Bound!.Effects.Block;
        if (prepared.Bound.Effects.RunsAlone is { } command && (!alone || transaction.State == TransactionState.Block))
        {
            throw new SqlError("25001", $"{command} cannot run inside a transaction block");
        }

        if (rule == BlockRule.Required && transaction.State != TransactionState.Block)
        {
            throw new SqlError("25P01", "DECLARE CURSOR may only be used in transaction blocks");
        }

        if (session.IsReadOnly && prepared.Bound.Effects.WritesIn(session.Catalogue.TemporarySchema))
        {
            throw new SqlError("25006", "transaction is read-only");
        }

        Authorize(prepared);
        if (rule == BlockRule.Commits)
        {
            transaction.Commit();
        }

        transaction.Open();
        warehouse.History.Opened(session.CurrentQueryId, transaction.Number);
        Lock(prepared, version);
        StatementFault? fault = warehouse.Faults.Before(prepared.Statement.Step, prepared.Statement.Text, interruption.Token);
        transaction.TakeSnapshot(prepared.Bound.Effects);
        Execution execution = session.Execution(prepared.Declared, parameters, interruption.Token) with { Written = warehouse.Faults.Writing(fault) };
        transaction.CheckConflicts(prepared.Bound, execution);
        StatementResult result = prepared.Bound.Run(execution);
        if (rule == BlockRule.Commits)
        {
            transaction.Commit();
        }

        After(fault);
        return result;
    }

    private void Authorize(Prepared prepared) => new AccessControl(session.Catalogue).Check(prepared.Bound!.Effects.Needs);

    /// <summary>While this statement waited, the one before it may have changed what the names mean or who may use them: then it is bound and checked again.</summary>
    private void Lock(Prepared prepared, int version)
    {
        transaction.Lock(prepared.Bound!.Effects, interruption.Token);
        while (version != warehouse.Catalogue.Version)
        {
            version = warehouse.Catalogue.Version;
            session.Refresh(prepared);
            Authorize(prepared);
            transaction.Lock(prepared.Bound.Effects, interruption.Token);
        }
    }

    /// <summary>A dropped connection after an autocommitted statement must not take its effect away.</summary>
    private void After(StatementFault? fault)
    {
        try
        {
            warehouse.Faults.After(fault);
        }
        catch (ConnectionDroppedException)
        {
            session.EndRequest();
            throw;
        }
    }

    /// <summary>Puts a statement into the history that was refused before it could run.</summary>
    public void RecordRefusal(Statement statement, SqlError error)
    {
        QueryRecord record = warehouse.History.Start(NewRecord(statement));
        warehouse.History.End(record with { End = record.Start, Status = "failed", ErrorMessage = error.Message, SqlState = error.SqlState });
        session.LastQueryId = record.QueryId;
    }

    private StatementResult Recorded(Statement statement, Func<StatementResult> run)
    {
        QueryRecord record = warehouse.History.Start(NewRecord(statement));
        session.CurrentQueryId = record.QueryId;
        try
        {
            StatementResult result = run();
            warehouse.History.End(record with { End = warehouse.Now(), Status = "success", ReturnedRows = result.Rows.Count });
            return result;
        }
        catch (ConnectionDroppedException)
        {
            warehouse.History.End(record with { End = warehouse.Now(), Status = "canceled", ErrorMessage = "connection lost" });
            throw;
        }
        catch (Exception e)
        {
            SqlError error = session.Explain(e);
            string status = error.SqlState == "57014" ? "canceled" : "failed";
            warehouse.History.End(record with { End = warehouse.Now(), Status = status, ErrorMessage = error.Message, SqlState = error.SqlState });
            throw;
        }
        finally
        {
            session.LastQueryId = record.QueryId;
        }
    }

    private QueryRecord NewRecord(Statement statement) => new()
    {
        QueryId = 0,
        SessionId = session.Id,
        UserId = session.Catalogue.UserId,
        TransactionId = transaction.Number,
        User = session.Catalogue.UserName(session.Catalogue.UserId),
        Step = statement.Step,
        Text = statement.Text,
        Start = warehouse.Now(),
        QueryType = QueryType(statement),
    };

    private static string QueryType(Statement statement) => Words(statement).FirstOrDefault()?.ToUpperInvariant() switch
    {
        "CREATE" when statement is CreateTableStatement { Query: not null } => "CTAS",
        "SELECT" or "WITH" => "SELECT",
        "INSERT" => "INSERT",
        "UPDATE" => "UPDATE",
        "DELETE" => "DELETE",
        "MERGE" => "MERGE",
        "COPY" => "COPY",
        "CREATE" or "ALTER" or "DROP" or "COMMENT" or "TRUNCATE" => "DDL",
        "SET" or "SHOW" or "RESET" => "UTILITY",
        _ => "OTHER",
    };

    private static IEnumerable<string> Words(Statement statement) => LeadingWords.Of(statement.Text);
}

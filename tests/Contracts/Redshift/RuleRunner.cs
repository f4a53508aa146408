using Npgsql;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>Runs a rule's steps on a server and says where it answers otherwise.</summary>
public sealed class RuleRunner : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Rule rule;
    private readonly RuleTarget target;
    private readonly NpgsqlConnection owner;
    private readonly Dictionary<string, NpgsqlConnection> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<List<string>>> waiting = new(StringComparer.Ordinal);

    private RuleRunner(Rule rule, RuleTarget target, NpgsqlConnection owner)
    {
        this.rule = rule;
        this.target = target;
        this.owner = owner;
    }

    /// <summary>Runs all steps in a schema of the rule's own, which is dropped afterwards.</summary>
    /// <exception cref="RuleBrokenException">The server answers otherwise.</exception>
    public static async Task RunAsync(Rule rule, RuleTarget target)
    {
        await using NpgsqlConnection owner = await target.ConnectAsync(rule.Schema);
        await RuleTarget.ExecuteAsync(owner, $"DROP SCHEMA IF EXISTS {rule.Schema} CASCADE");
        await RuleTarget.ExecuteAsync(owner, $"CREATE SCHEMA {rule.Schema}");
        RuleBucket? bucket = !rule.NeedsObjects ? null : target.Bucket ?? throw new InvalidOperationException($"{rule.Id} needs objects on S3: the target has no bucket.");
        await (bucket?.PutAsync(rule) ?? Task.CompletedTask);
        try
        {
            await using RuleRunner runner = new(rule, target, owner);
            foreach (Step step in rule.Steps)
            {
                await runner.StepAsync(bucket is null ? step : step.Fill(text => bucket.Fill(rule, text)));
            }
        }
        finally
        {
            await (bucket?.DeleteAsync(rule) ?? Task.CompletedTask);
            await RuleTarget.ExecuteAsync(owner, $"DROP SCHEMA IF EXISTS {rule.Schema} CASCADE");
        }
    }

    /// <summary>Ends the sessions, with what they still wait for.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (NpgsqlConnection session in sessions.Values)
        {
            await session.DisposeAsync();
        }
    }

    private async Task StepAsync(Step step)
    {
        NpgsqlConnection session = await SessionAsync(step.Session);
        if (step is GivenStep or AcceptsStep or WaitsStep)
        {
            target.BeforeAccepted?.Invoke(step.Sql, session.ProcessID);
        }

        switch (step)
        {
            case GivenStep: await AnswerAsync(step, RuleTarget.RowsAsync(session, step.Sql)); break;
            case AcceptsStep accepts: await AcceptAsync(accepts, session); break;
            case RefusesStep refuses: await RefuseAsync(refuses, RuleTarget.RowsAsync(session, step.Sql), refuses.SqlState, refuses.Message); break;
            case WaitsStep: await WaitAsync(step, session); break;
            case ResumesStep resumes: await ResumeAsync(resumes); break;
        }
    }

    private async Task AcceptAsync(AcceptsStep step, NpgsqlConnection session)
    {
        List<string> rows = await AnswerAsync(step, RuleTarget.RowsAsync(session, step.Sql));
        if (!step.AnyAnswer && !rows.SequenceEqual(step.Rows, StringComparer.Ordinal))
        {
            throw Broken(step, $"answers\n  {string.Join("\n  ", rows)}\nand not\n  {string.Join("\n  ", step.Rows)}");
        }
    }

    private async Task<List<string>> AnswerAsync(Step step, Task<List<string>> answer)
    {
        try
        {
            return await answer;
        }
        catch (PostgresException e)
        {
            throw Broken(step, $"is refused: {e.SqlState} {e.MessageText} {e.Detail}");
        }
    }

    private async Task RefuseAsync(Step step, Task<List<string>> answer, string sqlState, string message)
    {
        try
        {
            await answer;
        }
        catch (PostgresException e)
        {
            if (!string.Equals(e.SqlState, sqlState, StringComparison.Ordinal) || (!target.IsPostgres && !IsMessage($"{e.MessageText}\n{e.Detail}", message)))
            {
                throw Broken(step, $"is refused by {e.SqlState} {e.MessageText} {e.Detail}\nand not by {sqlState} {message}");
            }

            return;
        }

        throw Broken(step, $"is accepted and should be refused by {sqlState} {message}");
    }

    /// <summary>What the double can't do is no refusal of Redshift's, unless the rule says so itself.</summary>
    private static bool IsMessage(string answer, string message) =>
        answer.Contains(message, StringComparison.OrdinalIgnoreCase)
        && (message.Contains(Rule.OfTheDouble, StringComparison.Ordinal) || !answer.Contains(Rule.OfTheDouble, StringComparison.Ordinal));

    private async Task WaitAsync(Step step, NpgsqlConnection session)
    {
        Task<List<string>> answer = RuleTarget.RowsAsync(session, step.Sql);
        waiting.Add(step.Session, answer);
        using CancellationTokenSource limit = new(Patience);
        while (!answer.IsCompleted && !await target.WaitsAsync(owner, session.ProcessID))
        {
            if (limit.IsCancellationRequested)
            {
                throw Broken(step, "neither ends nor waits for a lock");
            }
        }

        if (answer.IsCompleted)
        {
            await AnswerAsync(step, answer);
            throw Broken(step, "does not wait");
        }
    }

    private async Task ResumeAsync(ResumesStep step)
    {
        if (!waiting.Remove(step.Session, out Task<List<string>>? answer))
        {
            throw new InvalidOperationException($"{rule.Id}: session {step.Session} resumes, but nothing waits in it.");
        }

        try
        {
            await (step.SqlState is { } state ? RefuseAsync(step, answer.WaitAsync(Patience), state, step.Message!) : AnswerAsync(step, answer.WaitAsync(Patience)));
        }
        catch (TimeoutException)
        {
            throw Broken(step, "still waits");
        }
    }

    private async Task<NpgsqlConnection> SessionAsync(string name)
    {
        // Npgsql gives a connection up after an error of class XX, which Redshift uses for failed loads and NULLs in NOT NULL columns.
        if (!sessions.TryGetValue(name, out NpgsqlConnection? session) || session.State != System.Data.ConnectionState.Open)
        {
            sessions[name] = session = await target.ConnectAsync(rule.Schema);
        }

        return session;
    }

    private RuleBrokenException Broken(Step step, string how) => new($"{rule.Id}\nsession {step.Session}: {(step.Sql.Length == 0 ? "the waiting statement" : step.Sql)}\n{how}");
}

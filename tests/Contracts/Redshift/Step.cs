using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>One statement in one session, and what has to come of it.</summary>
public abstract record Step(string Session, string Sql)
{
    /// <summary>The same step with each of its texts changed.</summary>
    public virtual Step Fill(Func<string, string> fill) => this with { Sql = fill(Sql) };
}

public sealed record GivenStep(string Session, string Sql) : Step(Session, Sql);

public sealed record RefusesStep(string Session, string Sql, string SqlState, string Message) : Step(Session, Sql)
{
    public override Step Fill(Func<string, string> fill) => this with { Sql = fill(Sql), Message = fill(Message) };
}

public sealed record AcceptsStep(string Session, string Sql, ImmutableArray<string> Rows, bool AnyAnswer) : Step(Session, Sql)
{
    public override Step Fill(Func<string, string> fill) => this with { Sql = fill(Sql), Rows = [.. Rows.Select(fill)] };
}

public sealed record WaitsStep(string Session, string Sql) : Step(Session, Sql);

/// <summary>The end of the session's waiting statement: well when there is no SQLSTATE.</summary>
public sealed record ResumesStep(string Session, string? SqlState, string? Message) : Step(Session, "");

using System.Collections.Immutable;
using System.Globalization;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>On what a rule rests.</summary>
public enum Evidence
{
    /// <summary>AWS's documentation says so.</summary>
    Documented,

    /// <summary>Others have seen it on a live Redshift and published it.</summary>
    Measured,

    /// <summary>Common knowledge without a source at hand: docs/live-checks.md lists it until a live run settles it.</summary>
    Known,
}

/// <summary>
/// One thing that Redshift refuses or does in its own way, as steps that can be run on any server: on the double, on PostgreSQL where both agree, on a
/// live Redshift. Immutable; each method gives a rule with one step more.
/// </summary>
public sealed record Rule
{
    /// <summary>The words by which the double refuses what Redshift knows and it doesn't.</summary>
    public const string OfTheDouble = "not supported by EmbeddedRedshift";

    private Rule(string id, string title, Evidence evidence, string source)
    {
        Id = id;
        Title = title;
        Evidence = evidence;
        Source = source;
    }

    /// <summary>Unique: <c>A13 NUMERIC has at most 38 digits</c>, or <c>functions: NVL2</c>.</summary>
    public string Id { get; }

    public string Title { get; }

    /// <summary>The row's number among what Redshift refuses; null for an accepted form.</summary>
    public int? Number { get; private init; }

    /// <summary>The family of an accepted form, a heading of docs/embedded-redshift.md; empty for numbered rows.</summary>
    public string Family { get; private init; } = "";

    public Evidence Evidence { get; }

    /// <summary>The AWS page, or who measured it.</summary>
    public string Source { get; }

    public ImmutableArray<Step> Steps { get; private init; } = [];

    /// <summary>The schema that the steps find as their search_path.</summary>
    public string Schema => "rsi_" + string.Concat(Id.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_')).Trim('_');

    /// <summary>Whether PostgreSQL 15 gives the same answers.</summary>
    public bool AgreesWithPostgres { get; private init; }

    /// <summary>The database's isolation level is SERIALIZABLE and not SNAPSHOT, on a server of its own.</summary>
    public bool IsSerializable { get; private init; }

    /// <summary>The database's isolation level is SNAPSHOT, the default of new clusters and of the double.</summary>
    public bool NeedsSnapshot { get; private init; }

    /// <summary>Why a live server is not asked; null where it is.</summary>
    public string? NotLive { get; private init; }

    /// <summary>What of this project rests on the rule; null where it is only one rule among others.</summary>
    public string? Bears { get; private init; }

    /// <summary>What the steps find on S3.</summary>
    public ImmutableArray<RuleObject> Objects { get; private init; } = [];

    /// <summary>Whether the steps speak of S3: of <c>{s3}</c>, the address of the rule's own folder, or of <c>{role}</c>.</summary>
    public bool NeedsObjects => Objects.Length > 0 || Steps.Any(s => s.Sql.Contains("{s3}", StringComparison.Ordinal));

    /// <summary>The session of the next step.</summary>
    private string Session { get; init; } = "a";

    /// <summary>A numbered row of what Redshift refuses or does differently; several rules may share a number.</summary>
    public static Rule Row(int number, string title, Evidence evidence, string source) =>
        new(string.Create(CultureInfo.InvariantCulture, $"A{number:00} {title}"), title, evidence, source) { Number = number };

    /// <summary>A form that Redshift accepts.</summary>
    /// <param name="family">Such as <c>ddl</c>, <c>dml</c>, <c>queries</c>, <c>functions</c>, <c>semantics</c>, <c>super</c>, <c>copy</c>, <c>views</c>.</param>
    public static Rule Form(string family, string title, Evidence evidence, string source) => new($"{family}: {title}", title, evidence, source) { Family = family };

    /// <summary>Statements that prepare the ground, or happen in the middle of a rule; each must succeed.</summary>
    public Rule Given(params string[] sql) => sql.Aggregate(this, (rule, s) => rule.With(new GivenStep(Session, s)));

    /// <summary>A text that lies on S3 below <c>{s3}</c>; it may itself name <c>{s3}</c> and <c>{length:key}</c>, the bytes of another object.</summary>
    public Rule WithObject(string key, string text) => this with { Objects = Objects.Add(new RuleObject(key, System.Text.Encoding.UTF8.GetBytes(text), IsText: true)) };

    /// <summary>Bytes that lie on S3 below <c>{s3}</c>.</summary>
    public Rule WithObject(string key, byte[] content) => this with { Objects = Objects.Add(new RuleObject(key, content, IsText: false)) };

    /// <summary>The statement fails.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="sqlState">Five characters.</param>
    /// <param name="message">A part of the message or its detail; not compared on PostgreSQL.</param>
    public Rule Refuses(string sql, string sqlState, string message) => With(new RefusesStep(Session, sql, sqlState, message));

    /// <summary>The statement succeeds.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="rows">What it answers, cells as text with | between them and <c>&lt;null&gt;</c> for NULL, in order; nothing given: any answer.</param>
    public Rule Accepts(string sql, params string[] rows) => With(new AcceptsStep(Session, sql, [.. rows], AnyAnswer: rows.Length == 0));

    /// <summary>The query succeeds without a row.</summary>
    public Rule GivesNoRow(string sql) => With(new AcceptsStep(Session, sql, [], AnyAnswer: false));

    /// <summary>The statement waits for a lock; <see cref="Resumes"/> or <see cref="ResumesRefused"/> of the same session must follow.</summary>
    public Rule Waits(string sql) => With(new WaitsStep(Session, sql));

    /// <summary>The waiting statement of this session ends well.</summary>
    public Rule Resumes() => With(new ResumesStep(Session, null, null));

    /// <summary>The waiting statement of this session fails.</summary>
    public Rule ResumesRefused(string sqlState, string message) => With(new ResumesStep(Session, sqlState, message));

    /// <summary>The steps from here on run in another session: <c>a</c> is the first, others connect when they are first named.</summary>
    public Rule On(string session) => this with { Session = session };

    /// <summary>PostgreSQL 15 gives the same answers to all steps.</summary>
    public Rule OnPostgres() => this with { AgreesWithPostgres = true };

    /// <summary>The rule holds in a database whose isolation level is SERIALIZABLE.</summary>
    public Rule UnderSerializable() => this with { IsSerializable = true };

    /// <summary>The rule holds in a database whose isolation level is SNAPSHOT only.</summary>
    public Rule UnderSnapshot() => this with { NeedsSnapshot = true };

    /// <summary>A live server is not asked, for a reason: it would need another cluster, or rights over all its databases.</summary>
    public Rule NotOnLive(string reason) => this with { NotLive = reason };

    /// <summary>The rule comes first in docs/live-checks.md.</summary>
    /// <param name="what">What of this project would be wrong if the rule were.</param>
    public Rule LoadBearing(string what) => this with { Bears = what };

    public override string ToString() => Id;

    private Rule With(Step step) => this with { Steps = Steps.Add(step) };
}

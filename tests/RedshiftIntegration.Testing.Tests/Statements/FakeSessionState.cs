using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Tests.Statements;

internal sealed class FakeSessionState : ISessionState
{
    private readonly Dictionary<string, string> settings = new(StringComparer.Ordinal) { ["search_path"] = "public", ["timezone"] = "UTC" };

    private readonly Dictionary<string, NamedStatement> prepared = new(StringComparer.Ordinal);

    public long LastCopyCount { get; set; }

    public long LastCopyId { get; set; }

    public long LastQueryId => 41;

    public long CurrentQueryId => 42;

    public long TransactionId => 7;

    public string TimeZone => "UTC";

    public int ExtraFloatDigits => 0;

    public Cursor? Cursor { get; set; }

    public string? EndedCursor => null;

    public NamedStatement? FindPrepared(string name) => prepared.GetValueOrDefault(name);

    public bool TryAddPrepared(string name, NamedStatement statement) => prepared.TryAdd(name, statement);

    public bool RemovePrepared(string name) => prepared.Remove(name);

    public string? Setting(string name) => settings.GetValueOrDefault(name);

    public void ChangeSetting(string name, string? value, bool local) =>
        settings[name] = settings.ContainsKey(name) ? value ?? "default" : throw new SqlError("42704", $"unrecognized configuration parameter \"{name}\"");

    public int LoginUserId => 100;

    public void ChangeUser(int? user, bool local) => throw new NotSupportedException("The fake session has one user.");

    public IReadOnlyList<KeyValuePair<string, string>> Settings() => [.. settings];

    public void ChangeIsolation(RedshiftIsolation level) => settings["isolation"] = level.ToString();

    public bool CancelOther(int processId) => processId == 7;
}

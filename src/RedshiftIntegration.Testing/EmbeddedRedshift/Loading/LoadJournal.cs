using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>What COPY leaves behind for the load views of all sessions; a rollback doesn't take it back, as on Redshift.</summary>
internal sealed class LoadJournal
{
    private readonly Lock gate = new();
    private ImmutableList<LoadError> errors = [];
    private ImmutableList<LoadReplacement> replacements = [];
    private ImmutableList<LoadHistoryEntry> history = [];

    public ImmutableList<LoadError> Errors
    {
        get
        {
            lock (gate)
            {
                return errors;
            }
        }
    }

    public ImmutableList<LoadReplacement> Replacements
    {
        get
        {
            lock (gate)
            {
                return replacements;
            }
        }
    }

    public ImmutableList<LoadHistoryEntry> History
    {
        get
        {
            lock (gate)
            {
                return history;
            }
        }
    }

    public void Record(LoadError error)
    {
        lock (gate)
        {
            errors = errors.Add(error);
        }
    }

    public void Record(LoadReplacement replacement)
    {
        lock (gate)
        {
            replacements = replacements.Add(replacement);
        }
    }

    /// <summary>Adds a load, or puts its end in the place of its start.</summary>
    public void Record(LoadHistoryEntry entry)
    {
        lock (gate)
        {
            var started = history.FindLastIndex(h => h.Copy.QueryId == entry.Copy.QueryId && h.Status == LoadHistoryEntry.Running);
            history = started < 0 ? history.Add(entry) : history.SetItem(started, entry);
        }
    }
}

namespace RedshiftIntegration.Redshift;

/// <summary>The warehouses that were added: the default one and those of <c>AddRedshift</c>.</summary>
internal sealed class RedshiftTargets : IAsyncDisposable
{
    private readonly RedshiftTarget _default;
    private readonly Dictionary<string, RedshiftTarget> _named;

    public RedshiftTargets(RedshiftOptions options, IEnumerable<KeyValuePair<string, RedshiftOptions>>? named = null)
    {
        _default = new RedshiftTarget(string.Empty, options);
        _named = (named ?? []).ToDictionary(n => n.Key, n => new RedshiftTarget(n.Key, n.Value), StringComparer.Ordinal);
    }

    /// <exception cref="PipelineDefinitionException">RSI1903: no target of this name was added.</exception>
    public RedshiftTarget For(RedshiftTable table) =>
        Find(table) ?? throw new PipelineDefinitionException($"The target {table.QualifiedName}", [Unknown(table)]);

    public RedshiftTarget? Find(RedshiftTable table) => table.TargetName is null ? _default : _named.GetValueOrDefault(table.TargetName);

    public Problem Unknown(RedshiftTable table) => new(
        "RSI1903",
        $"{table.QualifiedName} is in '{table.TargetName}', and no Redshift target of this name was added.",
        _named.Count == 0 ? $"Add it with AddRedshift(\"{table.TargetName}\", ...), or drop .In(...)." : $"Add it with AddRedshift, or choose one of {string.Join(", ", _named.Keys.Order(StringComparer.Ordinal))}.");

    public async ValueTask DisposeAsync()
    {
        await _default.DisposeAsync().ConfigureAwait(false);
        foreach (RedshiftTarget target in _named.Values)
        {
            await target.DisposeAsync().ConfigureAwait(false);
        }
    }
}

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

    /// <exception cref="PipelineDefinitionException">RSI1908: no target of this name was added.</exception>
    public RedshiftTarget For(RedshiftTable table)
    {
        if (table.TargetName is null)
        {
            return _default;
        }

        return _named.GetValueOrDefault(table.TargetName) ?? throw new PipelineDefinitionException(
            $"The target {table.QualifiedName}",
            [new Problem("RSI1908", $"It is in the Redshift target '{table.TargetName}', which is not registered.", "Add it with AddRedshift(target, ...).")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _default.DisposeAsync().ConfigureAwait(false);
        foreach (RedshiftTarget target in _named.Values)
        {
            await target.DisposeAsync().ConfigureAwait(false);
        }
    }
}

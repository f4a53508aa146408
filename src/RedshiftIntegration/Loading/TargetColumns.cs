using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>Widens the columns of a target between extract and load (docs/decisions/0011-bad-values.md).</summary>
internal sealed class TargetColumns(RedshiftTargets targets) : ITargetColumns
{
    public async Task WidenAsync(PipelineDefinition definition, IReadOnlyList<(ResolvedColumn Column, int Bytes)> wide, CancellationToken cancellationToken)
    {
        WidenedColumnsResource columns = new(targets.For(definition.Target), definition.Target, wide);
        ResourceDifference difference = await columns.CompareAsync(cancellationToken).ConfigureAwait(false);
        if (difference.Action != ChangeAction.None)
        {
            await columns.ApplyAsync(difference, cancellationToken).ConfigureAwait(false);
        }
    }
}

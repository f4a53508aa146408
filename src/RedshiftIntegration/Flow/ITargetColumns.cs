namespace RedshiftIntegration.Flow;

/// <summary>The target's columns as a run under <see cref="OverflowPolicy.Widen"/> needs them.</summary>
internal interface ITargetColumns
{
    /// <summary>Widens each VARCHAR that is too short for the bytes, in place; the comparison and the SQL are the plan's. A column that is wide enough stays.</summary>
    /// <exception cref="DeploymentException">RSI8020: Redshift can't alter the column; others: it refused.</exception>
    Task WidenAsync(PipelineDefinition definition, IReadOnlyList<(ResolvedColumn Column, int Bytes)> wide, CancellationToken cancellationToken);
}

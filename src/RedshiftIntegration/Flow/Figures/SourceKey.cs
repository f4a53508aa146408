namespace RedshiftIntegration.Flow.Figures;

/// <summary>What the source's primary key says of the pipeline's key.</summary>
internal static class SourceKey
{
    /// <summary>Whether the pipeline's key is the source's primary key as it stands: then there are as many different keys as rows.</summary>
    public static bool IsPrimary(ResolvedMapping mapping, SourceTable table)
    {
        if (table.PrimaryKey.Count == 0 || table.PrimaryKey.Count != mapping.Keys.Count)
        {
            return false;
        }

        IEnumerable<string> sources = mapping.TargetColumns
            .Where(c => ExpectedFigures.IsOfSource(c) && mapping.Keys.Contains(c.TargetColumn, StringComparer.Ordinal))
            .Select(c => c.SourceColumn!);
        return table.PrimaryKey.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(sources);
    }
}

namespace RedshiftIntegration.Flow;

/// <summary>Compares the columns that a mapping reads with those that the table has now. Added columns are no difference.</summary>
internal static class SourceDrift
{
    /// <exception cref="DeploymentException">RSI8002: a mapped column was dropped, renamed or re-typed since apply.</exception>
    public static void Check(ExtractRequest request, IReadOnlyDictionary<string, SourceColumn> columns, string connection)
    {
        List<string> differences = [];
        foreach (ResolvedColumn column in request.Mapping.Columns.Where(c => c.SourceColumn is not null))
        {
            if (!columns.TryGetValue(column.SourceColumn!, out SourceColumn? now))
            {
                differences.Add($"'{column.SourceColumn}' is gone");
            }
            else if (!string.Equals(now.NativeType, column.SourceType, StringComparison.OrdinalIgnoreCase))
            {
                differences.Add($"'{column.SourceColumn}' was {column.SourceType} and is {now.NativeType}");
            }
        }

        if (differences.Count > 0)
        {
            throw new DeploymentException(new Problem(
                "RSI8002",
                $"'{request.Source.Name}' on the connection '{connection}' has changed since the pipeline '{request.Pipeline}' was applied: {string.Join(", ", differences)}.",
                "Plan and apply first; the plan shows what follows from it."));
        }
    }
}

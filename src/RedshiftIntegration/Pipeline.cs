namespace RedshiftIntegration;

/// <summary>Where a definition begins: <c>Pipeline.From(source).MapFields(...).To(target)</c>.</summary>
public static class Pipeline
{
    /// <summary>Begins a pipeline that reads <paramref name="source"/>.</summary>
    /// <typeparam name="TRow">The type of a row; <see cref="Row"/> where columns are known by name only.</typeparam>
    /// <example>
    /// <code>
    /// PipelineDefinition orders = Pipeline
    ///     .From(MySqlTable.Named&lt;Order&gt;("shop", "orders").IncrementalBy(o => o.UpdatedAt))
    ///     .MapFields(map => map.Field(o => o.Id, "order_id").Rest())
    ///     .To(RedshiftTable.Named("analytics.orders").MergedOn("order_id"));
    /// </code>
    /// </example>
    public static UnmappedPipeline<TRow> From<TRow>(Source<TRow> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new UnmappedPipeline<TRow>(source);
    }
}

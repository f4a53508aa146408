namespace RedshiftIntegration.Flow;

/// <summary>The definitions that the application registered.</summary>
internal interface IPipelineRegistry
{
    /// <exception cref="PipelineDefinitionException">A registered function failed; the problems of all of them.</exception>
    IReadOnlyList<PipelineDefinition> All();

    /// <exception cref="PipelineDefinitionException">RSI1901: no pipeline has this id.</exception>
    PipelineDefinition ById(string id);
}

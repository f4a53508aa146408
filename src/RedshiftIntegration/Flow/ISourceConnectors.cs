namespace RedshiftIntegration.Flow;

/// <summary>The registered connections by name.</summary>
internal interface ISourceConnectors
{
    /// <exception cref="PipelineDefinitionException">RSI1902: no such connection, or one of another kind, is registered.</exception>
    ISourceConnector For(Source source);
}

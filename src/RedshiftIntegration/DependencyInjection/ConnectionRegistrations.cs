using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.DependencyInjection;

/// <summary>A source connection as it was added; its string may come from configuration later.</summary>
internal abstract record ConnectionRegistration(string Name, string AddedBy)
{
    public abstract bool Serves(SourceKind kind);

    public abstract ISourceConnector Connect(IServiceProvider services);

    /// <exception cref="PipelineDefinitionException">RSI1904: neither given nor configured.</exception>
    protected string Resolve(IServiceProvider services, string? connectionString) =>
        connectionString
            ?? services.GetService<IConfiguration>()?.GetConnectionString(Name)
            ?? throw new PipelineDefinitionException($"The connection '{Name}'", [RegistrationProblems.NoConnectionString(Name)]);
}

/// <summary>All connections by name; makes each connector once, at first use.</summary>
internal sealed class ConnectionRegistrations(IEnumerable<ConnectionRegistration> registrations, IServiceProvider services) : ISourceConnectors
{
    private readonly ImmutableArray<ConnectionRegistration> _all = [.. registrations];
    private readonly Dictionary<string, ISourceConnector> _connectors = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public ISourceConnector For(Source source)
    {
        lock (_lock)
        {
            if (_connectors.TryGetValue(source.Connection, out ISourceConnector? connector))
            {
                return connector;
            }

            ConnectionRegistration registration = _all.FirstOrDefault(c => string.Equals(c.Name, source.Connection, StringComparison.Ordinal))
                ?? throw new PipelineDefinitionException("The call", [RegistrationProblems.UnknownConnection(source.Name, source.Connection, _all.Select(c => c.Name))]);
            return _connectors[source.Connection] = registration.Connect(services);
        }
    }

    /// <summary>What is wrong with the connection that a definition names.</summary>
    public IEnumerable<Problem> ProblemsOf(PipelineDefinition definition)
    {
        Source source = definition.Source;
        ConnectionRegistration[] found = [.. _all.Where(c => string.Equals(c.Name, source.Connection, StringComparison.Ordinal))];
        return found switch
        {
            [] => [RegistrationProblems.UnknownConnection(definition.Id, source.Connection, _all.Select(c => c.Name))],
            [ConnectionRegistration only] when !only.Serves(source.Kind) => [RegistrationProblems.WrongConnectionKind(definition.Id, source.Connection, source.Kind.ToString(), only.AddedBy)],
            [_] => [],
            _ => [RegistrationProblems.DuplicateConnection(source.Connection)],
        };
    }
}

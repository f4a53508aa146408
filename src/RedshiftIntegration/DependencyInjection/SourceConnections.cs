using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.Database;
using RedshiftIntegration.Sources.MySql;

namespace RedshiftIntegration.DependencyInjection;

internal sealed record MySqlConnection(string Name, string? ConnectionString) : ConnectionRegistration(Name, "AddMySql")
{
    public override bool Serves(SourceKind kind) => kind is SourceKind.MySqlTable or SourceKind.MySqlQuery;

    public override ISourceConnector Connect(IServiceProvider services) => new MySqlSource(Name, Resolve(services, ConnectionString));

    /// <summary>A record prints its members; a connection string must not come out that way.</summary>
    public override string ToString() => Name;
}

internal sealed record DatabaseConnection(string Name, DbProviderFactory Factory, string? ConnectionString) : ConnectionRegistration(Name, "AddDatabase")
{
    public override bool Serves(SourceKind kind) => kind is SourceKind.DatabaseTable or SourceKind.DatabaseQuery;

    public override ISourceConnector Connect(IServiceProvider services) =>
        new DatabaseConnector(Name, Factory, Resolve(services, ConnectionString), services.GetRequiredService<TimeProvider>());

    public override string ToString() => Name;
}

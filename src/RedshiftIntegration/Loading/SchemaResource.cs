using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>The schema of target tables.</summary>
internal sealed class SchemaResource(RedshiftTarget target, string schema) : RedshiftResource(target)
{
    public const string KindName = "redshift schema";

    public override string Kind => KindName;

    public override string Name => Qualified(schema);

    protected override async Task<ResourceDifference> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await RedshiftCatalogue.SchemaExistsAsync(connection, schema, cancellationToken).ConfigureAwait(false)
            ? new ResourceDifference(ChangeAction.None, "it is there") { Ground = "there" }
            : new ResourceDifference(ChangeAction.Create, "it is not there yet") { Sql = [$"CREATE SCHEMA IF NOT EXISTS {RedshiftQuoter.Quote(schema)}"], Ground = "absent" };
}

using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>The target table of one or more pipelines, or a gate.</summary>
internal sealed class TableResource(RedshiftTarget target, string kind, string name, WantedTable wanted, IReadOnlyList<string> dependsOn) : RedshiftResource(target)
{
    public const string TableKind = "redshift table";
    public const string GateKind = "load gate";

    public override string Kind => kind;

    public override string Name => Qualified(name);

    public override IReadOnlyList<string> DependsOn => dependsOn;

    protected override async Task<ResourceDifference> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Told(TableComparison.Of(wanted, await RedshiftCatalogue.TableAsync(connection, wanted.Schema, wanted.Name, cancellationToken).ConfigureAwait(false)));

    /// <summary>A gate's columns tell nobody anything.</summary>
    private ResourceDifference Told(ResourceDifference difference) => difference.Action == ChangeAction.Create && string.Equals(kind, GateKind, StringComparison.Ordinal)
        ? difference with { Details = [$"  {wanted.Schema}.{wanted.Name} lets one load of the table in at a time; its readers never wait"] }
        : difference;
}

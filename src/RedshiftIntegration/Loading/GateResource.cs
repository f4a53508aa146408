using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>
/// The gate of a target. The comparison asks the catalogue alone, since a running load has the gate locked. Made together with its rows, in one transaction:
/// the registrations of pipelines may all be there already, and would bring no rows.
/// </summary>
internal sealed class GateResource(RedshiftTarget target, IReadOnlyList<PipelineDefinition> pipelines, IReadOnlyList<string> dependsOn) : RedshiftResource(target)
{
    public const string KindName = "load gate";

    public override string Kind => KindName;

    public override string Name => Qualified(Table.QualifiedName);

    public override IReadOnlyList<string> DependsOn => dependsOn;

    private RedshiftTable Table => pipelines[0].Target;

    protected override async Task<ResourceDifference> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        WantedTable wanted = ControlSchemaResource.Wanted(ControlSchemaName, ControlSchema.Gate(Table));
        CatalogueTable? found = await RedshiftCatalogue.TableAsync(connection, wanted.Schema, wanted.Name, cancellationToken).ConfigureAwait(false);
        ResourceDifference difference = TableComparison.Of(wanted, found);
        return difference.Action switch
        {
            ChangeAction.Create => difference with
            {
                Details = await DetailsAsync(connection, wanted, cancellationToken).ConfigureAwait(false),
                Sql = ["BEGIN", .. difference.Sql, .. Rows(), "COMMIT"],
            },

            // It ends with its COMMIT, and the rows have to come before it.
            ChangeAction.Replace => difference with { Sql = [.. difference.Sql.SkipLast(1), .. Rows(), difference.Sql[^1]] },
            _ => difference,
        };
    }

    private IEnumerable<string> Rows() => pipelines.Select(p => GateRows.Of(ControlSchemaName, p)).Prepend(GateRows.OfCommitted(ControlSchemaName, Table));

    /// <summary>A gate's columns tell nobody anything.</summary>
    private async Task<IReadOnlyList<string>> DetailsAsync(NpgsqlConnection connection, WantedTable wanted, CancellationToken cancellationToken)
    {
        List<string> lines = [$"  {wanted.Schema}.{wanted.Name} lets one load of the table in at a time; its readers never wait"];
        foreach (PipelineDefinition pipeline in pipelines)
        {
            if (await CommittedRuns.LastIfAnyAsync(connection, ControlSchemaName, pipeline, cancellationToken).ConfigureAwait(false) is { } last)
            {
                string watermark = last.Watermark is null ? string.Empty : $", at {last.Watermark}";
                lines.Add($"  the pipeline {pipeline.Id} goes on after its run {last.RunId}{watermark}");
            }
        }

        return lines;
    }
}

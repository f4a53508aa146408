using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>The target table of one or more pipelines.</summary>
internal sealed class TableResource(RedshiftTarget target, WantedTable wanted, IReadOnlyList<LoadedPipeline> pipelines, IReadOnlyList<string> dependsOn) : RedshiftResource(target)
{
    public const string KindName = "redshift table";

    public override string Kind => KindName;

    public override string Name => Qualified(pipelines[0].Definition.Target.QualifiedName);

    public override IReadOnlyList<string> DependsOn => dependsOn;

    protected override async Task<ResourceDifference> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        ResourceDifference difference = TableComparison.Of(wanted, await RedshiftCatalogue.TableAsync(connection, wanted.Schema, wanted.Name, cancellationToken).ConfigureAwait(false));
        if (difference.Action is not (ChangeAction.Create or ChangeAction.Replace))
        {
            return difference;
        }

        List<string> warnings = await WarningsAsync(connection, cancellationToken).ConfigureAwait(false);
        return warnings.Count == 0 ? difference : difference with
        {
            Details = [.. warnings, .. difference.Details],
            Ground = string.Join('\n', [difference.Ground, .. warnings]),
            NeedsApproval = true,
        };
    }

    /// <summary>The rows are gone, the watermarks in <c>runs</c> are not: an incremental pipeline would leave the table with its newest rows alone.</summary>
    private async Task<List<string>> WarningsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<string> warnings = [];
        foreach (LoadedPipeline pipeline in pipelines.Where(p => p.Mapping.Cursor is not null))
        {
            CommittedRun? last = await CommittedRuns.LastIfAnyAsync(connection, ControlSchemaName, pipeline.Definition, cancellationToken).ConfigureAwait(false);
            if (last?.Watermark is { } watermark)
            {
                warnings.Add(
                    $"! the table is made anew and empty; the pipeline {pipeline.Definition.Id} goes on from {watermark}: rows before it do not come back by themselves. Give the pipeline a new id (.Named) to load everything again");
            }
        }

        return warnings;
    }
}

using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>What stands on a relation: views and materialized views that read it, foreign keys that refer to it. Without CASCADE it can't go then (2BP01; AWS: r_DROP_TABLE).</summary>
internal static class Dependencies
{
    public static void Drop(Execution execution, Relation relation, bool cascade)
    {
        foreach (var dependent in Of(execution.Context.Catalogue, relation))
        {
            if (!cascade)
            {
                throw InUse($"{Word(relation)} {relation.Name}", $"{Word(dependent)} {dependent.Name} depends on {Word(relation)} {relation.Name}");
            }

            // It may have gone already with another one that both stand on.
            if (execution.Context.Catalogue.FindByOid(dependent.Oid) is { } present)
            {
                Drop(execution, present, true);
            }
        }

        foreach (var table in Referring(execution.Context.Catalogue, relation))
        {
            if (!cascade)
            {
                var constraint = table.Constraints.First(c => c.References == relation.Oid);
                throw InUse($"{Word(relation)} {relation.Name}", $"constraint {constraint.Name} on table {table.Name} depends on table {relation.Name}");
            }

            execution.Context.Catalogue.Put(table with { Constraints = [.. table.Constraints.Where(c => c.References != relation.Oid)] });
        }

        Physical.Drop(execution, relation);
    }

    /// <summary>The views and materialized views whose query names the relation.</summary>
    public static IReadOnlyList<Relation> Of(CatalogueSession catalogue, Relation relation) =>
        [.. catalogue.Relations().Where(r => r.Definition?.DependsOn(relation.Oid) ?? false)];

    /// <summary>The views whose query uses the column. A materialized view doesn't hold it: it can't be refreshed any more instead (AWS: materialized-view-refresh).</summary>
    public static IReadOnlyList<Relation> OfColumn(CatalogueSession catalogue, Relation relation, int column) =>
        [.. catalogue.Relations().Where(r => r is View && r.Definition!.Uses(relation.Oid, column))];

    /// <summary>The tables whose foreign keys refer to the relation, itself left out.</summary>
    public static IReadOnlyList<Table> Referring(CatalogueSession catalogue, Relation relation) =>
        [.. catalogue.Relations().OfType<Table>().Where(t => t.Oid != relation.Oid && t.Constraints.Any(c => c.References == relation.Oid))];

    public static SqlError InUse(string what, string detail, int? position = null) => new(
        "2BP01", $"cannot drop {what} because other objects depend on it", position, detail, "Use DROP ... CASCADE to drop the dependent objects too.");

    public static string Word(Relation relation) => relation switch
    {
        View => "view",
        { Definition: not null } => "materialized view",
        _ => "table",
    };
}

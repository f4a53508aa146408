using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Views stand on relations: these can't go without CASCADE (2BP01).</summary>
internal static class Dependencies
{
    public static void Drop(Execution execution, Relation relation, bool cascade)
    {
        foreach (var view in Views(execution.Context.Catalogue, relation))
        {
            if (!cascade)
            {
                throw InUse(relation, view);
            }

            if (execution.Context.Catalogue.FindByOid(view.Oid) is not null)
            {
                Drop(execution, view, true);
            }
        }

        Physical.Drop(execution, relation);
    }

    public static IReadOnlyList<View> Views(CatalogueSession catalogue, Relation relation) =>
        [.. catalogue.Relations().OfType<View>().Where(v => v.DependsOn.Contains(relation.Oid))];

    public static SqlError InUse(Relation relation, View view) => new(
        "2BP01",
        $"cannot drop {(relation is View ? "view" : "table")} {relation.Name} because other objects depend on it",
        detail: $"view {view.Name} depends on {relation.Name}",
        hint: "Use DROP ... CASCADE to drop the dependent objects too.");
}

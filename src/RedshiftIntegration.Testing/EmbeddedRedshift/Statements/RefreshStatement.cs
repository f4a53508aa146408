using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>REFRESH MATERIALIZED VIEW v [RESTRICT | CASCADE]: the query's rows of now take the place of the old ones (AWS: materialized-view-refresh-sql-command).</summary>
internal sealed class RefreshStatement : Statement
{
    public required ObjectName Name { get; init; }

    public required bool Cascade { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("REFRESH MATERIALIZED VIEW");
        return new RefreshStatement { Name = parser.ObjectName(), Cascade = parser.TakeCascade(), Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var relation = binder.FindRelation(Name) ?? throw binder.NoRelation(Name);
        if (relation is not Table { Definition: not null } first)
        {
            throw new SqlError("42809", $"\"{Name.Name}\" is not a materialized view", Name.Position);
        }

        var refreshes = new List<(Table View, DuckSql Sql)>();
        Add(binder, first, refreshes);
        return new PlainBound(execution =>
        {
            foreach (var (view, sql) in refreshes)
            {
                DuckRunner.Execute(execution, $"DELETE FROM {view.PhysicalSql}");
                DuckRunner.Execute(execution, sql);
            }

            return new StatementResult("REFRESH");
        })
        {
            Effects = binder.Effects(),
            Changes = [.. refreshes.Select(r => new RowChanges(r.View.Schema, r.View.Name, null))],
        };
    }

    /// <summary>The view, then those that stand on it.</summary>
    private void Add(Binder binder, Table view, List<(Table View, DuckSql Sql)> refreshes)
    {
        CheckBase(binder.Context.Catalogue, view);
        binder.Access(view, LockMode.Change);
        binder.Require(view, Privilege.Ownership);
        refreshes.RemoveAll(r => r.View.Oid == view.Oid);
        refreshes.Add((view, CreateTableAs.Fill(view, binder.Expand(view))));
        if (Cascade)
        {
            foreach (var dependent in Dependencies.Of(binder.Context.Catalogue, view).OfType<Table>())
            {
                Add(binder, dependent, refreshes);
            }
        }
    }

    /// <summary>A column that was dropped, renamed or changed, or a schema that was renamed, leaves a view that can be read and not refreshed (AWS: materialized-view-overview).</summary>
    private void CheckBase(CatalogueSession catalogue, Table view)
    {
        foreach (var reference in view.Definition!.References)
        {
            var table = catalogue.FindByOid(reference.Oid) as Table ?? throw new InvalidOperationException($"{view.Name} stands on a table that is gone.");
            if (!string.Equals(table.Schema, reference.Schema, StringComparison.Ordinal))
            {
                throw Stale(view, $"schema {reference.Schema} was renamed");
            }

            foreach (var column in reference.Columns.Where(c => c.Used))
            {
                var now = table.Columns.FirstOrDefault(c => c.Number == column.Number) ?? throw Stale(view, $"column {column.Name} of {table.Name} was dropped");
                if (now.Name != column.Name || now.Type != column.Type)
                {
                    throw Stale(view, $"column {column.Name} of {table.Name} was {(now.Name != column.Name ? "renamed" : "changed in its type")}");
                }
            }
        }
    }

    private SqlError Stale(Table view, string why) =>
        new("0A000", $"Materialized view {view.Name} could not be refreshed: {why}", Name.Position, hint: "Drop it and create it again.");
}

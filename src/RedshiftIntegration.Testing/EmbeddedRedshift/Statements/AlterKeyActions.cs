using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

internal sealed record ChangeDistribution(DistStyle Style, string? Key, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        if (Key is not null)
        {
            TableBuilder.CheckKeyType(Find(table, Key, Position), true, Position);
        }
    }

    public override Table Run(Execution execution, Table table) => table with { DistStyle = Style, DistKey = Key };
}

internal sealed record ChangeSortKey(SortStyle Style, ImmutableArray<string> Columns, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        if (Columns.Length > TableBuilder.MaximumSortKeys)
        {
            throw new SqlError("42P16", $"a sort key can have at most {TableBuilder.MaximumSortKeys} columns", Position);
        }

        if (Columns.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new SqlError("42701", $"column \"{twice.Key}\" appears twice in the sort key", Position);
        }

        foreach (var column in Columns)
        {
            TableBuilder.CheckKeyType(Find(table, column, Position), false, Position);
        }
    }

    public override Table Run(Execution execution, Table table) => table with { SortStyle = Style, SortKey = Columns };
}

/// <summary>Needs CREATE on the schema beside being the owner (AWS: r_GRANT).</summary>
internal sealed record RenameTable(string Name, int Position) : AlterAction
{
    public override Privilege Needed => Privilege.Ownership;

    public override void CheckView(Binder binder, View view, int position) => binder.RequireCreate(view.Schema);

    public override void Check(Binder binder, Table table)
    {
        binder.RequireCreate(table.Schema);
        if (table.Definition is not null)
        {
            throw new SqlError("0A000", "a materialized view can't be renamed", Position);
        }

        Check(binder.Context, table);
        if (!table.Temporary && Name.StartsWith('#'))
        {
            throw new SqlError("42P16", "a permanent table can't be renamed to a name that begins with #", Position);
        }
    }

    public override Table Run(Execution execution, Table table) => table with { Name = Name };

    public override View RunOnView(BindContext context, View view, int position)
    {
        Check(context, view);
        return view with { Name = Name };
    }

    private void Check(BindContext context, Relation relation)
    {
        if (context.Catalogue.Find(relation.Schema, Name) is not null)
        {
            throw new SqlError("42P07", $"Relation \"{Name}\" already exists", Position);
        }
    }
}

internal sealed record RenameColumn(string Old, string Name, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        Find(table, Old, Position);
        if (table.Find(Name) is not null)
        {
            throw new SqlError("42701", $"column \"{Name}\" of relation \"{table.Name}\" already exists", Position);
        }
    }

    public override Table Run(Execution execution, Table table)
    {
        DuckRunner.Execute(execution, $"ALTER TABLE {table.PhysicalSql} RENAME COLUMN {Printer.Identifier(Old)} TO {Printer.Identifier(Name)}");
        string Renamed(string name) => string.Equals(name, Old, StringComparison.Ordinal) ? Name : name;
        return table with
        {
            Columns = [.. table.Columns.Select(c => c with { Name = Renamed(c.Name) })],
            DistKey = table.DistKey is null ? null : Renamed(table.DistKey),
            SortKey = [.. table.SortKey.Select(Renamed)],
            Constraints = [.. table.Constraints.Select(c => c with { Columns = [.. c.Columns.Select(Renamed)] })],
        };
    }
}

internal sealed record ChangeOwner(string Owner, int Position) : AlterAction
{
    public override Privilege Needed => Privilege.Ownership;

    public override void Check(Binder binder, Table table) => OwnerChange.Require(binder, Owner, Position);

    public override Table Run(Execution execution, Table table) => table with { Owner = OwnerChange.Run(execution.Context.Catalogue, table, Owner, Position) };

    public override void CheckView(Binder binder, View view, int position) => OwnerChange.Require(binder, Owner, Position);

    public override View RunOnView(BindContext context, View view, int position) => view with { Owner = OwnerChange.Run(context.Catalogue, view, Owner, Position) };
}

/// <summary>Kept for the catalogue, not enforced; a primary key needs NOT NULL columns (AWS: t_Defining_constraints).</summary>
internal sealed record AddConstraint(ConstraintDefinition Definition) : AlterAction
{
    public override Privilege Needed => Definition.Type == 'f' ? Privilege.Alter | Privilege.References : Privilege.Alter;

    public override void Check(Binder binder, Table table)
    {
        foreach (var column in Definition.Columns.Select(c => Find(table, c, Definition.Position)))
        {
            if (Definition.Type == 'p' && !column.NotNull)
            {
                throw new SqlError("42P16", $"column \"{column.Name}\" of a primary key must be NOT NULL", Definition.Position);
            }
        }

        TableConstraints.Make(binder, table, [Definition]);
    }

    public override Table Run(Execution execution, Table table) =>
        table with { Constraints = table.Constraints.AddRange(TableConstraints.Make(new Binder(execution.Context), table, [Definition])) };
}

/// <summary>A key that a foreign key refers to goes with CASCADE alone, and takes it along.</summary>
internal sealed record DropConstraint(string Name, bool Cascade, int Position) : AlterAction
{
    public override void Check(Binder binder, Table table)
    {
        if (!Cascade && Referring(binder.Context.Catalogue, table, Constraint(table)) is [(_, var foreign), ..])
        {
            throw Dependencies.InUse($"constraint {Name} on table {table.Name}", $"constraint {foreign.Name} depends on it", Position);
        }
    }

    public override Table Run(Execution execution, Table table)
    {
        var constraint = Constraint(table);
        var catalogue = execution.Context.Catalogue;
        var own = table with { Constraints = table.Constraints.Remove(constraint) };
        foreach (var (referring, foreign) in Referring(catalogue, table, constraint))
        {
            if (referring.Oid == table.Oid)
            {
                own = own with { Constraints = own.Constraints.Remove(foreign) };
            }
            else
            {
                var present = (Table)catalogue.FindByOid(referring.Oid)!;
                catalogue.Put(present with { Constraints = present.Constraints.Remove(foreign) });
            }
        }

        return own;
    }

    private TableConstraint Constraint(Table table) => table.Constraints.FirstOrDefault(c => string.Equals(c.Name, Name, StringComparison.Ordinal))
        ?? throw new SqlError("42704", $"constraint \"{Name}\" does not exist", Position);

    private static IReadOnlyList<(Table Table, TableConstraint Constraint)> Referring(CatalogueSession catalogue, Table table, TableConstraint key)
    {
        var numbers = key.Columns.Select(c => table.Find(c)!.Number).ToHashSet();
        return key.Type == 'f' ? [] :
        [
            .. Dependencies.Referring(catalogue, table).Append(table).SelectMany(t => t.Constraints.Select(c => (t, c)))
                .Where(x => x.c.References == table.Oid && numbers.SetEquals(x.c.ReferencedColumns)),
        ];
    }
}

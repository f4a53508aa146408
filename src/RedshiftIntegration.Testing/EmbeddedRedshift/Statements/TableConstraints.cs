using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>PRIMARY KEY, UNIQUE and FOREIGN KEY: declared for the planner, never enforced (AWS: t_Defining_constraints).</summary>
internal static class TableConstraints
{
    /// <summary>The catalogue's entries of new constraints; the table has its columns and older constraints already.</summary>
    public static ImmutableArray<TableConstraint> Make(Binder binder, Table table, ImmutableArray<ConstraintDefinition> definitions)
    {
        var made = ImmutableArray.CreateBuilder<TableConstraint>();
        foreach (var definition in definitions)
        {
            Check(table, definition);
            if (definition.Type == 'p' && table.Constraints.Concat(made).Any(c => c.Type == 'p'))
            {
                throw new SqlError("42P16", $"multiple primary keys for table \"{table.Name}\" are not allowed", definition.Position);
            }

            var name = definition.Name ?? FreeName(table, definition, [.. table.Constraints, .. made]);
            if (table.Constraints.Concat(made).Any(c => string.Equals(c.Name, name, StringComparison.Ordinal)))
            {
                throw new SqlError("42710", $"constraint \"{name}\" for relation \"{table.Name}\" already exists", definition.Position);
            }

            var constraint = new TableConstraint(binder.Context.Catalogue.NextOid(), name, definition.Type, definition.Columns);
            made.Add(definition.References is null ? constraint : Refer(binder, table, [.. table.Constraints, .. made], constraint, definition));
        }

        return made.ToImmutable();
    }

    private static void Check(Table table, ConstraintDefinition definition)
    {
        if (definition.Columns.FirstOrDefault(c => table.Find(c) is null) is { } missing)
        {
            throw new SqlError("42703", $"column \"{missing}\" named in key does not exist", definition.Position);
        }

        if (definition.Columns.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new SqlError("42701", $"column \"{twice.Key}\" appears twice in a key constraint", definition.Position);
        }
    }

    /// <summary>The referenced columns must be a primary or unique key of their table (AWS: r_CREATE_TABLE_NEW); without a list they are its primary key.</summary>
    private static TableConstraint Refer(Binder binder, Table table, ImmutableArray<TableConstraint> own, TableConstraint constraint, ConstraintDefinition definition)
    {
        var name = definition.References!;
        var toItself = string.Equals(name.Name, table.Name, StringComparison.Ordinal) && (name.Schema is null || string.Equals(name.Schema, table.Schema, StringComparison.Ordinal));
        var referenced = toItself ? table with { Constraints = own } : binder.Target(name, Statements.LockMode.Read, Privilege.References);
        var columns = definition.ReferencedColumns.IsEmpty
            ? referenced.Constraints.FirstOrDefault(c => c.Type == 'p')?.Columns ?? throw new SqlError("42704", $"there is no primary key for referenced table \"{referenced.Name}\"", name.Position)
            : definition.ReferencedColumns;
        if (columns.FirstOrDefault(c => referenced.Find(c) is null) is { } missing)
        {
            throw new SqlError("42703", $"column \"{missing}\" referenced in foreign key constraint does not exist", name.Position);
        }

        if (columns.Length != definition.Columns.Length)
        {
            throw new SqlError("42830", "number of referencing and referenced columns for foreign key disagree", name.Position);
        }

        return referenced.Constraints.Any(c => c.Type is 'p' or 'u' && c.Columns.ToHashSet(StringComparer.Ordinal).SetEquals(columns))
            ? constraint with { References = referenced.Oid, ReferencedColumns = [.. columns.Select(c => referenced.Find(c)!.Number)] }
            : throw new SqlError("42830", $"there is no unique constraint matching given keys for referenced table \"{referenced.Name}\"", name.Position);
    }

    /// <summary>As PostgreSQL names them; a number is added where the name is taken.</summary>
    private static string FreeName(Table table, ConstraintDefinition definition, IReadOnlyList<TableConstraint> taken)
    {
        var name = definition.Type switch
        {
            'p' => $"{table.Name}_pkey",
            'u' => $"{table.Name}_{definition.Columns[0]}_key",
            _ => $"{table.Name}_{definition.Columns[0]}_fkey",
        };
        var free = name;
        for (var i = 1; taken.Any(c => string.Equals(c.Name, free, StringComparison.Ordinal)); i++)
        {
            free = name + Printer.Number(i);
        }

        return free;
    }
}

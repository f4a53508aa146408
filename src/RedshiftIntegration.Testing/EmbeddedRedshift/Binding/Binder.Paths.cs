using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

internal sealed partial class Binder
{
    /// <summary>schema.table.column, table.column, column: the longest that is one; what follows navigates into SUPER.</summary>
    private Bound Path(PathExpr path, Scope scope)
    {
        var names = path.Steps.TakeWhile(s => s.Name is not null).Select(s => s.Name!).ToList();
        for (var length = Math.Min(names.Count, 3); length >= 1; length--)
        {
            var schema = length == 3 ? names[0] : null;
            var table = length >= 2 ? names[length - 2] : null;
            var found = scope.Find(schema, table, names[length - 1], path.Position, out var source);
            if (found is not null)
            {
                grouping?.Note(source, found.Name, path.Position);
                VaryingTerms++;
                var column = new Bound(found.Sql, found.Type) { Name = found.Name };
                return length == path.Steps.Length ? column : Navigate(column, path.Steps[length..], path.Position);
            }
        }

        if (path.Steps.Length == 1 && names.Count == 1 && scope.Laterals.TryGetValue(names[0], out var lateral))
        {
            VaryingTerms += lateral.IsConstant ? 0 : 1;
            return lateral with { Name = names[0] };
        }

        throw Missing(names, scope, path.Position);
    }

    private static SqlError Missing(List<string> names, Scope scope, int position)
    {
        if (names.Count == 1)
        {
            return scope.FindSource(null, names[0]) is not null
                ? new SqlError("0A000", $"a whole-row reference to \"{names[0]}\" is not supported", position)
                : new SqlError("42703", $"column \"{names[0]}\" does not exist", position);
        }

        var table = names.Count >= 3 ? names[^2] : names[0];
        return scope.FindSource(null, table) is not null
            ? new SqlError("42703", $"column {table}.{names[^1]} does not exist", position)
            : new SqlError("42P01", $"missing FROM-clause entry for table \"{table}\"", position);
    }

    /// <summary>Lax navigation: what isn't there is NULL, and so is a JSON null.</summary>
    private static Bound Navigate(Bound root, ImmutableArray<PathStep> steps, int position)
    {
        if (root.Type.Kind != SqlTypeKind.Super)
        {
            throw steps[0].Name is { } name
                ? new SqlError("42703", $"column notation .{name} applied to type {TypeNames.Bare(root.Type)}, which is not a SUPER", position)
                : new SqlError("42804", $"cannot subscript type {TypeNames.Bare(root.Type)} because it is not a SUPER", position);
        }

        var path = SuperPath.Print(steps.Select(s => s.Name is not null ? (object)s.Name : Index(s.Index!)));
        var last = steps.LastOrDefault(s => s.Name is not null)?.Name;
        return new Bound($"rs_super_path({root.Sql}, {Printer.Text(path)})", SqlType.Super) { Name = last ?? root.Name };
    }

    private static int Index(Expr index) => index is NumberLiteral number && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw SqlError.NotSupported("an index into SUPER that is not a number", index.Position);

    /// <summary>FROM t, t.items AS i: one row for each element.</summary>
    private DuckSql Unnest(PathExpr path, string alias, string? index, Scope scope)
    {
        LeaderFormOfUnnest(path, scope);
        var array = Path(path, scope);
        if (array.Type.Kind != SqlTypeKind.Super)
        {
            throw new SqlError("42809", $"{path.Steps[^1].Name} is of type {TypeNames.Bare(array.Type)}: only a SUPER array can be unnested", path.Position);
        }

        var name = NextAlias();
        var columns = new List<ScopeColumn> { new(alias, SqlType.Super, $"{name}.\"value\"") };
        if (index is not null)
        {
            columns.Add(new ScopeColumn(index, SqlType.BigInt, $"{name}.\"index\""));
        }

        scope.Sources.Add(new ScopeSource(null, alias, columns));
        DuckSql items = $"json_extract_string(rs_super_items({array.Sql}, FALSE), '$[*]')";
        return $"LATERAL (SELECT unnest({items}) AS \"value\", generate_subscripts({items}, 1) - 1 AS \"index\") AS {name}";
    }

    /// <summary>AWS: query-super. FROM t, UNPIVOT t.s AS v AT k: one row for each attribute of an object.</summary>
    private DuckSql Unpivot(UnpivotItem item, Scope scope)
    {
        LeaderFormOfUnnest(item.Path, scope);
        var root = Path(item.Path, scope);
        if (root.Type.Kind != SqlTypeKind.Super)
        {
            throw new SqlError("42809", $"UNPIVOT takes a SUPER, not {TypeNames.Bare(root.Type)}", item.Position);
        }

        var name = NextAlias();
        var columns = new List<ScopeColumn> { new(item.Alias, SqlType.Super, $"{name}.\"value\"") };
        if (item.Attribute is not null)
        {
            columns.Add(new ScopeColumn(item.Attribute, SqlType.Varchar(), $"{name}.\"name\""));
        }

        scope.Sources.Add(new ScopeSource(null, item.Alias, columns));
        return $"LATERAL (SELECT unnest(json_extract_string(rs_super_items({root.Sql}, TRUE), '$[*]')) AS \"value\", "
            + $"unnest(json_extract_string(rs_super_names({root.Sql}), '$[*]')) AS \"name\") AS {name}";
    }

    private static void LeaderFormOfUnnest(PathExpr path, Scope scope)
    {
        if (path.Steps[0].Name is { } first && scope.FindSource(null, first) is null && scope.Find(null, null, first, path.Position, out _) is null)
        {
            throw path.Steps is [_, { Name: { } schema }, { Name: { } name }]
                ? new SqlError("0A000", $"cross-database references are not supported by EmbeddedRedshift: \"{first}.{schema}.{name}\"", path.Position)
                : new SqlError("42P01", $"relation \"{first}\" does not exist", path.Position);
        }
    }
}

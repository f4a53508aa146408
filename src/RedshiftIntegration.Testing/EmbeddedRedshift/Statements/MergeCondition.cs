using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>What MERGE's ON and SET may hold (AWS: r_MERGE): equal predicates between target and source, no part of a SUPER value.</summary>
internal static class MergeCondition
{
    public static void Check(Expr on, Scope scope)
    {
        RefuseNavigation(on, scope);
        CheckEqualities(on, scope);
    }

    /// <summary>A conjunction of equalities, each between the two tables.</summary>
    private static void CheckEqualities(Expr on, Scope scope)
    {
        switch (on)
        {
            case BinaryExpr { Operator: "AND" } and:
                CheckEqualities(and.Left, scope);
                CheckEqualities(and.Right, scope);
                break;
            case BinaryExpr { Operator: "=" } equality:
                var (left, right) = (Tables(equality.Left, scope), Tables(equality.Right, scope));
                if (left.Count == 0 || right.Count == 0 || left.Overlaps(right))
                {
                    throw SqlError.NotSupported("a predicate in MERGE's ON that isn't between target and source", equality.Position);
                }

                break;
            default:
                throw new SqlError("0A000", "MERGE joins by equal predicates only", on.Position);
        }
    }

    /// <summary>The tables that an expression names.</summary>
    private static HashSet<ScopeSource> Tables(Expr expr, Scope scope)
    {
        switch (expr)
        {
            case PathExpr path:
                var names = path.Steps.Select(s => s.Name!).ToList();
                scope.Find(names.Count == 3 ? names[0] : null, names.Count >= 2 ? names[^2] : null, names[^1], path.Position, out var source);
                return source is null ? [] : [source];
            case NumberLiteral or TextLiteral or TypedLiteral or NullLiteral or BooleanLiteral or ParameterExpr:
                return [];
            case CastExpr cast:
                return Tables(cast.Value, scope);
            case UnaryExpr unary:
                return Tables(unary.Operand, scope);
            case BinaryExpr binary:
                return [.. Tables(binary.Left, scope), .. Tables(binary.Right, scope)];
            case CallExpr call:
                return [.. call.Arguments.SelectMany(a => Tables(a, scope))];
            default:
                throw SqlError.NotSupported("this expression in MERGE's ON", expr.Position);
        }
    }

    public static void RefuseNavigation(Expr expr, Scope scope)
    {
        switch (expr)
        {
            case BinaryExpr binary:
                RefuseNavigation(binary.Left, scope);
                RefuseNavigation(binary.Right, scope);
                break;
            case CastExpr cast:
                RefuseNavigation(cast.Value, scope);
                break;
            case CallExpr call:
                foreach (var argument in call.Arguments)
                {
                    RefuseNavigation(argument, scope);
                }

                break;
            case NavigationExpr:
                throw Partial(expr.Position);
            case PathExpr path when path.Steps.Any(s => s.Index is not null) || IsNavigation(path, scope):
                throw Partial(expr.Position);
        }
    }

    /// <summary>Whether the path's last name isn't the column that a shorter prefix already names.</summary>
    private static bool IsNavigation(PathExpr path, Scope scope)
    {
        var names = path.Steps.Select(s => s.Name!).ToList();
        var (schema, table) = (names.Count == 3 ? names[0] : null, names.Count >= 2 ? names[^2] : null);
        return names.Count > 3 || (names.Count > 1 && scope.Find(schema, table, names[^1], path.Position, out _) is null
            && (scope.Find(null, null, names[0], path.Position, out _) is not null || scope.Find(null, names[0], names[1], path.Position, out _) is not null));
    }

    private static SqlError Partial(int position) => new("0A000", "Partial reference of SUPER column is not supported in MERGE statement.", position);
}

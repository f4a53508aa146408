using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>
/// has_table_privilege([user,] table, privilege) and its kin (AWS: r_HAS_TABLE_PRIVILEGE). Queries call them with columns of the catalogue, so they are
/// answered row by row, by <see cref="Sessions.PrivilegeLookup"/>.
/// </summary>
internal static class PrivilegeFunctions
{
    /// <summary>The engine's function of all three: whose session and what kind of object, user, object, privilege.</summary>
    public const string Name = "rs_has_privilege";

    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("has_table_privilege", 2, 3, c => Bind(c, "Relation")),
        Function.Of("has_schema_privilege", 2, 3, c => Bind(c, "Schema")),
        Function.Of("has_database_privilege", 2, 3, c => Bind(c, "Database")),
    ];

    private static Bound Bind(FunctionCall call, string kind)
    {
        var context = call.Context;
        var user = call.Count == 3 ? Identity(call, 0) : Printer.Text($"#{Printer.Number(context.User.Id)}");
        var target = Printer.Text($"{Printer.Number(context.SessionId)} {kind}");
        return call.Result($"rs_has_privilege({target}, {user}, {Identity(call, call.Count - 2)}, {call.Text(call.Count - 1)})", SqlType.Boolean);
    }

    /// <summary>A name, or a number with # before it.</summary>
    private static DuckSql Identity(FunctionCall call, int index)
    {
        var value = call.Argument(index);
        return value.Type.IsText || value.Type.Kind == SqlTypeKind.Name ? Printer.Cast(value.Sql, SqlType.Varchar()) : $"('#' || {Printer.Cast(value.Sql, SqlType.BigInt)})";
    }
}

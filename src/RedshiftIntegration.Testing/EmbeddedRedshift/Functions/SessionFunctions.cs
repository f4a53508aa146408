using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>What a session says about itself, and the functions of catalogue queries.</summary>
internal static class SessionFunctions
{
    internal const string Version = "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.117891";

    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("version", 0, 0, c => c.Result(Printer.Text(Version), SqlType.Varchar(Version.Length))),
        Function.Of("current_database", 0, 0, c => c.Result(Printer.Text(c.Context.Database), SqlType.Name)),
        Function.Of("current_user", 0, 0, c => c.Result(Printer.Text(c.Context.User.Name), SqlType.Name)),
        Function.Of("session_user", 0, 0, c => c.Result(Printer.Text(c.Context.User.Name), SqlType.Name)),
        Function.Of("user", 0, 0, c => c.Result(Printer.Text(c.Context.User.Name), SqlType.Name)),
        Function.Of("current_user_id", 0, 0, c => c.Result(Printer.Cast(Printer.Number(c.Context.User.Id), SqlType.Integer), SqlType.Integer)),
        Function.Of("pg_backend_pid", 0, 0, c => c.Result(Printer.Cast(Printer.Number(c.Context.SessionId), SqlType.Integer), SqlType.Integer)),
        Function.Of("pg_cancel_backend", 1, 1, c => c.Result($"rs_cancel_backend({c.Integer(0)}, {Printer.Number(c.Context.SessionId)})", SqlType.Integer)),
        Function.Of("pg_terminate_backend", 1, 1, c => c.Result($"rs_terminate_backend({c.Integer(0)}, {Printer.Number(c.Context.SessionId)})", SqlType.Integer)),
        Function.Of("pg_last_query_id", 0, 0, c => c.Result(Printer.Cast(Printer.Number(c.Context.Session.LastQueryId), SqlType.BigInt), SqlType.BigInt)),
        Function.Of("pg_last_copy_count", 0, 0, c => c.Result(Printer.Cast(Printer.Number(c.Context.Session.LastCopyCount), SqlType.BigInt), SqlType.BigInt)),
        Function.Of("pg_last_copy_id", 0, 0, c => c.Result(Printer.Cast(Printer.Number(c.Context.Session.LastCopyId), SqlType.BigInt), SqlType.BigInt)),
        Leader("current_schema", 0, 0, c => c.Result(c.Context.Catalogue.CreationSchema is { } schema ? Printer.Text(schema) : $"CAST(NULL AS VARCHAR)", SqlType.Name)),
        Function.Of("current_setting", 1, 1, Setting),
        .. CatalogueForms.Functions.Concat(SchemaArrays.Functions).Select(f => Leader(f.Name, 0, int.MaxValue, f.Bind)),
    ];

    private static Function Leader(string name, int least, int most, Func<FunctionCall, Bound> bind) => Function.Of(name, least, most, call =>
    {
        call.Binder.LeaderOnly($"{name}()", call.Position);
        return bind(call);
    });

    private static Bound Setting(FunctionCall call)
    {
        var name = call.Raw(0).Literal ?? throw SqlError.NotSupported("current_setting of a name that is not a literal", call.Position);
        var value = call.Context.Session.Setting(name.ToLowerInvariant()) ?? throw new SqlError("42704", $"unrecognized configuration parameter \"{name}\"", call.Position);
        return call.Result(Printer.Text(value), SqlType.Varchar());
    }
}

using DuckDB.NET.Data;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>PG_CANCEL_BACKEND and PG_TERMINATE_BACKEND: 1 where there was such a session, else 0.</summary>
internal static class BackendFunctions
{
    // Not pure: they run once for each row of each execution.
    private static readonly ScalarFunctionOptions Options = new() { IsPureFunction = false };

    public static void Register(DuckDBConnection root, Warehouse warehouse)
    {
        Register(root, "rs_cancel_backend", pid => warehouse.FindSession(pid), session => session.Cancel());
        Register(root, "rs_terminate_backend", pid => warehouse.FindSession(pid), session => session.Terminate());
    }

    private static void Register(DuckDBConnection root, string name, Func<int, Session?> find, Action<Session> act) =>
        root.RegisterScalarFunction<int, int>(
            name,
            (readers, writer, count) =>
            {
                for (ulong i = 0; i < count; i++)
                {
                    Session? session = find(readers[0].GetValue<int>(i));
                    if (session is not null)
                    {
                        act(session);
                    }

                    writer.WriteValue(session is null ? 0 : 1, i);
                }
            },
            Options);
}

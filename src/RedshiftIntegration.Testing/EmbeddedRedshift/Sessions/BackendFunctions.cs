using DuckDB.NET.Data;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>PG_CANCEL_BACKEND and PG_TERMINATE_BACKEND: 1 where there was such a session, else 0 (AWS: PG_TERMINATE_BACKEND).</summary>
internal static class BackendFunctions
{
    // Not pure: they run once for each row of each execution.
    private static readonly ScalarFunctionOptions Options = new() { IsPureFunction = false };

    public static void Register(DuckDBConnection root, Warehouse warehouse)
    {
        Register(root, warehouse, "rs_cancel_backend", session => session.Cancel());
        Register(root, warehouse, "rs_terminate_backend", session => session.Terminate());
    }

    /// <summary>The function's arguments are the process id and the number of the session that asks.</summary>
    private static void Register(DuckDBConnection root, Warehouse warehouse, string name, Action<Session> act) =>
        root.RegisterScalarFunction<int, int, int>(
            name,
            (readers, writer, count) =>
            {
                for (ulong i = 0; i < count; i++)
                {
                    Session? session = warehouse.FindSession(readers[1].GetValue<int>(i))?.Other(readers[0].GetValue<int>(i), "rs:42501:");
                    if (session is not null)
                    {
                        act(session);
                    }

                    writer.WriteValue(session is null ? 0 : 1, i);
                }
            },
            Options);
}

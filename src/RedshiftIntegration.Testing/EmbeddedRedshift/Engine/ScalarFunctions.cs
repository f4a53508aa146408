using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>Registers C# functions with DuckDB: an argument that is NULL makes the result NULL.</summary>
internal static class ScalarFunctions
{
    // DuckDB calls a function for rows with NULL too and puts the NULL back afterwards: what can throw must not see them.
    private static readonly ScalarFunctionOptions Options = new() { IsPureFunction = true, HandlesNulls = true };

    public static void Register<T, TResult>(DuckDBConnection connection, string name, Func<T, TResult?> body)
        where TResult : class =>
        connection.RegisterScalarFunction<T, TResult>(name, (r, w, n) => Run(r, w, n, i => body(r[0].GetValue<T>(i))), Options);

    public static void Register<T1, T2, TResult>(DuckDBConnection connection, string name, Func<T1, T2, TResult?> body)
        where TResult : class =>
        connection.RegisterScalarFunction<T1, T2, TResult>(name, (r, w, n) => Run(r, w, n, i => body(r[0].GetValue<T1>(i), r[1].GetValue<T2>(i))), Options);

    public static void Register<T1, T2, T3, TResult>(DuckDBConnection connection, string name, Func<T1, T2, T3, TResult?> body)
        where TResult : class =>
        connection.RegisterScalarFunction<T1, T2, T3, TResult>(
            name, (r, w, n) => Run(r, w, n, i => body(r[0].GetValue<T1>(i), r[1].GetValue<T2>(i), r[2].GetValue<T3>(i))), Options);

    public static void Register<T1, T2, T3, T4, TResult>(DuckDBConnection connection, string name, Func<T1, T2, T3, T4, TResult?> body)
        where TResult : class =>
        connection.RegisterScalarFunction<T1, T2, T3, T4, TResult>(
            name, (r, w, n) => Run(r, w, n, i => body(r[0].GetValue<T1>(i), r[1].GetValue<T2>(i), r[2].GetValue<T3>(i), r[3].GetValue<T4>(i))), Options);

    public static void Value<T, TResult>(DuckDBConnection connection, string name, Func<T, TResult?> body)
        where TResult : struct =>
        connection.RegisterScalarFunction<T, TResult>(name, (r, w, n) => RunValue(r, w, n, i => body(r[0].GetValue<T>(i))), Options);

    public static void Value<T1, T2, TResult>(DuckDBConnection connection, string name, Func<T1, T2, TResult?> body)
        where TResult : struct =>
        connection.RegisterScalarFunction<T1, T2, TResult>(name, (r, w, n) => RunValue(r, w, n, i => body(r[0].GetValue<T1>(i), r[1].GetValue<T2>(i))), Options);

    public static void Value<T1, T2, T3, TResult>(DuckDBConnection connection, string name, Func<T1, T2, T3, TResult?> body)
        where TResult : struct =>
        connection.RegisterScalarFunction<T1, T2, T3, TResult>(
            name, (r, w, n) => RunValue(r, w, n, i => body(r[0].GetValue<T1>(i), r[1].GetValue<T2>(i), r[2].GetValue<T3>(i))), Options);

    public static void Value<T, TResult>(DuckDBConnection connection, string name, Func<T, TResult> body)
        where TResult : struct => Value<T, TResult>(connection, name, new Func<T, TResult?>(a => body(a)));

    public static void Value<T1, T2, TResult>(DuckDBConnection connection, string name, Func<T1, T2, TResult> body)
        where TResult : struct => Value<T1, T2, TResult>(connection, name, new Func<T1, T2, TResult?>((a, b) => body(a, b)));

    public static void Value<T1, T2, T3, TResult>(DuckDBConnection connection, string name, Func<T1, T2, T3, TResult> body)
        where TResult : struct => Value<T1, T2, T3, TResult>(connection, name, new Func<T1, T2, T3, TResult?>((a, b, c) => body(a, b, c)));

    private static void Run<TResult>(IReadOnlyList<IDuckDBDataReader> readers, IDuckDBDataWriter writer, ulong count, Func<ulong, TResult?> body)
        where TResult : class
    {
        for (ulong i = 0; i < count; i++)
        {
            if (IsValid(readers, i) && body(i) is { } result)
            {
                writer.WriteValue(result, i);
            }
            else
            {
                writer.WriteNull(i);
            }
        }
    }

    private static void RunValue<TResult>(IReadOnlyList<IDuckDBDataReader> readers, IDuckDBDataWriter writer, ulong count, Func<ulong, TResult?> body)
        where TResult : struct
    {
        for (ulong i = 0; i < count; i++)
        {
            if (IsValid(readers, i) && body(i) is { } result)
            {
                writer.WriteValue(result, i);
            }
            else
            {
                writer.WriteNull(i);
            }
        }
    }

    private static bool IsValid(IReadOnlyList<IDuckDBDataReader> readers, ulong row)
    {
        for (var i = 0; i < readers.Count; i++)
        {
            if (!readers[i].IsValid(row))
            {
                return false;
            }
        }

        return true;
    }
}

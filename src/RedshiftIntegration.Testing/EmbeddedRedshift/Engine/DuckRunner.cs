using System.Globalization;
using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>Runs printed SQL on the session's connection, with cancellation and with DuckDB's errors translated.</summary>
internal static class DuckRunner
{
    /// <summary>DuckDB's MAX_ROW_ID: its transaction-local storage counts from here.</summary>
    private const long FirstUncommittedRow = 36_028_797_018_960_000;

    /// <summary>Runs a statement without rows; gives the number of rows that it changed.</summary>
    public static long Execute(Execution execution, DuckSql sql)
    {
        if (!execution.Writable)
        {
            throw new InvalidOperationException("A statement that takes no snapshot can't write: no rollback would undo it.");
        }

        long rows = Run(execution, sql, command => command.ExecuteNonQuery());
        execution.Written?.Invoke(rows);
        return rows;
    }

    /// <summary>The first column of the first row.</summary>
    public static object? Scalar(Execution execution, DuckSql sql) => Run(execution, sql, command => command.ExecuteScalar() is { } value and not DBNull ? value : null);

    /// <summary>
    /// The numbers of committed rows in ascending order; those that a transaction has inserted itself have higher ones, and nobody else can see them.
    /// Sorted here: DuckDB's own sorting takes longer to plan than a statement of few rows takes to run.
    /// </summary>
    public static List<long> RowNumbers(Execution execution, DuckSql sql) => Run(execution, sql, command =>
    {
        using var reader = command.ExecuteReader();
        var numbers = new List<long>();
        while (reader.Read())
        {
            var number = reader.GetInt64(0);
            if (number < FirstUncommittedRow)
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    });

    /// <summary>All rows as <see cref="SqlType"/>'s CLR values.</summary>
    public static List<object?[]> Query(Execution execution, DuckSql sql, IReadOnlyList<ResultColumn> columns)
    {
        var names = Enumerable.Range(1, columns.Count).Select(i => Printer.Identifier(string.Create(CultureInfo.InvariantCulture, $"c{i}"))).ToList();
        var list = DuckSql.List(names, (n, i) => Outermost(n, columns[i].Type));
        return Run(execution, $"SELECT {list} FROM ({sql}) AS r({DuckSql.List(names)})", command => Read(command, columns));
    }

    /// <summary>DuckDB.NET cuts long decimals, so they leave as text; TIMETZ has no CLR type.</summary>
    private static DuckSql Outermost(DuckSql name, SqlType type) =>
        type.Kind is SqlTypeKind.Decimal or SqlTypeKind.TimeTz ? $"CAST({name} AS VARCHAR)" : name;

    private static List<object?[]> Read(DuckDBCommand command, IReadOnlyList<ResultColumn> columns)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : Held(reader, i, columns[i].Type);
            }

            rows.Add(row);
        }

        return rows;
    }

    private static object Held(DuckDBDataReader reader, int index, SqlType type)
    {
        try
        {
            return Value(reader, index, type);
        }
        catch (ArgumentOutOfRangeException) when (type.IsDateTime)
        {
            throw SqlError.NotSupported("a date or time stamp in a year before 1 or after 9999");
        }
    }

    private static object Value(DuckDBDataReader reader, int index, SqlType type) => type.Kind switch
    {
        SqlTypeKind.Boolean => reader.GetBoolean(index),
        SqlTypeKind.SmallInt => reader.GetInt16(index),
        SqlTypeKind.Integer => reader.GetInt32(index),
        SqlTypeKind.BigInt => reader.GetInt64(index),
        SqlTypeKind.Real => reader.GetFloat(index),
        SqlTypeKind.Double => reader.GetDouble(index),
        SqlTypeKind.Date => reader.GetFieldValue<DateOnly>(index),
        SqlTypeKind.Time => reader.GetFieldValue<TimeOnly>(index),
        SqlTypeKind.Timestamp => reader.GetDateTime(index),
        SqlTypeKind.TimestampTz => DateTime.SpecifyKind(reader.GetDateTime(index), DateTimeKind.Utc),
        SqlTypeKind.Varbyte => Bytes(reader, index),
        SqlTypeKind.Oid => reader.GetFieldValue<uint>(index),
        SqlTypeKind.Char => reader.GetString(index).PadRight(type.Length),
        _ => reader.GetString(index),
    };

    private static byte[] Bytes(DuckDBDataReader reader, int index)
    {
        using var stream = reader.GetStream(index);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static T Run<T>(Execution execution, DuckSql sql, Func<DuckDBCommand, T> run)
    {
        execution.Cancellation.ThrowIfCancellationRequested();
        using var command = execution.Connection.CreateCommand();
        command.CommandText = Printer.Fill(sql, execution.Parameters, execution.Context);
        execution.Printed?.Invoke(command.CommandText);
        using var cancel = execution.Cancellation.Register(command.Cancel);
        try
        {
            return run(command);
        }
        catch (DuckDBException e)
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            throw ErrorMap.Translate(e);
        }
    }
}

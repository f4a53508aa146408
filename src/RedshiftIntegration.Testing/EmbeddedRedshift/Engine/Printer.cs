using System.Globalization;
using System.Text;
using RedshiftIntegration.Testing.Binding;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>The one place that makes SQL text for DuckDB; nothing that a client wrote reaches DuckDB but through here.</summary>
internal static class Printer
{
    /// <summary>Stands around a parameter's number until the statement runs; literals never hold it, for <see cref="Text"/> writes it as chr(1).</summary>
    internal const char ParameterMark = '\u0001';

    /// <summary>Stands for the session's extra_float_digits at the time when the statement runs.</summary>
    internal const string ExtraFloatDigits = "\u0001extra\u0001";

    /// <summary>Stands for the start of the transaction in which the statement runs.</summary>
    internal const string TransactionTime = "\u0001now\u0001";

    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Identifiers(IEnumerable<string> names) => string.Join(", ", names.Select(Identifier));

    /// <summary>The alias at the end of a printed FROM item.</summary>
    public static string Alias(string printed) => printed[(printed.LastIndexOf(" AS ", StringComparison.Ordinal) + " AS ".Length)..];

    public static string Text(string value)
    {
        var quoted = value.Replace("'", "''", StringComparison.Ordinal);
        return quoted.Contains(ParameterMark, StringComparison.Ordinal)
            ? $"('{quoted.Replace("\u0001", "' || chr(1) || '", StringComparison.Ordinal)}')"
            : $"'{quoted}'";
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Parameter(int number) => $"{ParameterMark}{Number(number)}{ParameterMark}";

    /// <summary>A call of DuckDB's error(): the mark that <see cref="ErrorMap"/> turns into an <see cref="SqlError"/>.</summary>
    public static string Fail(string sqlState, string message) => $"error({Text($"rs:{sqlState}:{message}")})";

    public static string Cast(string sql, SqlType type) => $"CAST({sql} AS {TypeName(type)})";

    public static string TypeName(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Boolean => "BOOLEAN",
        SqlTypeKind.SmallInt => "SMALLINT",
        SqlTypeKind.Integer => "INTEGER",
        SqlTypeKind.BigInt => "BIGINT",
        SqlTypeKind.Real => "FLOAT",
        SqlTypeKind.Double => "DOUBLE",
        SqlTypeKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        SqlTypeKind.Date => "DATE",
        SqlTypeKind.Time => "TIME",
        SqlTypeKind.TimeTz => "TIMETZ",
        SqlTypeKind.Timestamp => "TIMESTAMP",
        SqlTypeKind.TimestampTz => "TIMESTAMPTZ",
        SqlTypeKind.Varbyte => "BLOB",
        SqlTypeKind.Oid => "UINTEGER",
        _ => "VARCHAR",
    };

    /// <summary>Puts the values of $1 ..., of the session's setting and of the clock as literals where their marks stand.</summary>
    public static string Fill(string sql, IReadOnlyList<object?> parameters, BindContext context)
    {
        if (!sql.Contains(ParameterMark, StringComparison.Ordinal))
        {
            return sql;
        }

        var parts = sql.Split(ParameterMark);
        var text = new StringBuilder(parts[0]);
        for (var i = 1; i + 1 < parts.Length; i += 2)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                text.Append(parts[i] == "now" ? Value(context.TransactionTime) : Number(context.Session.ExtraFloatDigits)).Append(parts[i + 1]);
                continue;
            }

            if (number > parameters.Count)
            {
                throw new SqlError("08P01", $"bind message supplies {parameters.Count} parameters, but the statement requires {number}");
            }

            text.Append(Value(parameters[number - 1])).Append(parts[i + 1]);
        }

        return text.ToString();
    }

    /// <summary>A CLR value of <see cref="SqlType"/>'s list as a DuckDB literal.</summary>
    public static string Value(object? value) => value switch
    {
        null or DBNull => "NULL",
        bool b => b ? "TRUE" : "FALSE",
        byte[] bytes => $"from_hex('{Convert.ToHexString(bytes)}')",
        DateOnly d => $"DATE '{d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        TimeOnly t => $"TIME '{t.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        DateTime t => $"TIMESTAMP '{Timestamp(t)}'",
        double d => $"CAST('{d.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE)",
        float f => $"CAST('{f.ToString("R", CultureInfo.InvariantCulture)}' AS FLOAT)",
        decimal m => m.ToString(CultureInfo.InvariantCulture),
        string s => Text(s),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A parameter value of type {value.GetType()} has no literal."),
    };

    public static string Timestamp(DateTime value) => value.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}

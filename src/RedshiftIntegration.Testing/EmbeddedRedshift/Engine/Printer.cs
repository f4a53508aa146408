// A name by itself for what stands inside DuckSql to reach its constructor.
global using Printer = RedshiftIntegration.Testing.Engine.DuckSql.Printer;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using RedshiftIntegration.Testing.Binding;

namespace RedshiftIntegration.Testing.Engine;

internal partial struct DuckSql
{
    /// <summary>The one place that makes <see cref="DuckSql"/> of texts; nothing that a client wrote reaches DuckDB but through here, as a quoted name or literal.</summary>
    internal static class Printer
    {
        /// <summary>Stands around a parameter's number until the statement runs; literals never hold it, for <see cref="Text"/> writes it as chr(1).</summary>
        internal const char ParameterMark = '\u0001';

        /// <summary>Stands for the session's extra_float_digits at the time when the statement runs.</summary>
        internal static DuckSql ExtraFloatDigits => $"\u0001extra\u0001";

        /// <summary>Stands for the start of the transaction in which the statement runs.</summary>
        internal static DuckSql TransactionTime => $"\u0001now\u0001";

        private static readonly FrozenSet<string> Words = FrozenSet.Create(
            StringComparer.Ordinal,
            "=", "<>", "<", ">", "<=", ">=", "+", "-", "*", "&", "|", "<<", ">>", "AND", "OR", "LIKE", "ILIKE", "TRUE", "FALSE", "LEFT", "RIGHT", "FULL", "UNION", "INTERSECT", "EXCEPT", "ROLLUP", "CUBE");

        public static DuckSql Identifier(string name) => name.Contains(ParameterMark, StringComparison.Ordinal)
            ? throw SqlError.NotSupported("the character U+0001 in a name")
            : new($"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

        public static DuckSql Identifiers(IEnumerable<string> names) => List(names, Identifier);

        public static DuckSql Text(string value)
        {
            var quoted = value.Replace("'", "''", StringComparison.Ordinal);
            return new(quoted.Contains(ParameterMark, StringComparison.Ordinal)
                ? $"('{quoted.Replace("\u0001", "' || chr(1) || '", StringComparison.Ordinal)}')"
                : $"'{quoted}'");
        }

        public static DuckSql Number(long value) => $"{value}";

        public static DuckSql Parameter(int number) => $"\u0001{number}\u0001";

        /// <summary>A call of DuckDB's error(): the mark that <see cref="ErrorMap"/> turns into an <see cref="SqlError"/>.</summary>
        public static DuckSql Fail(string sqlState, string message) => $"error({Text($"rs:{sqlState}:{message}")})";

        /// <summary>A failure whose message ends with a value of the row.</summary>
        public static DuckSql Fail(string sqlState, string message, DuckSql value) => $"error({Text($"rs:{sqlState}:{message}")} || CAST({value} AS VARCHAR))";

        public static DuckSql Cast(DuckSql sql, SqlType type) => $"CAST({sql} AS {TypeName(type)})";

        public static DuckSql TypeName(SqlType type) => type.Kind switch
        {
            SqlTypeKind.Boolean => $"BOOLEAN",
            SqlTypeKind.SmallInt => $"SMALLINT",
            SqlTypeKind.Integer => $"INTEGER",
            SqlTypeKind.BigInt => $"BIGINT",
            SqlTypeKind.Real => $"FLOAT",
            SqlTypeKind.Double => $"DOUBLE",
            SqlTypeKind.Decimal => $"DECIMAL({type.Precision},{type.Scale})",
            SqlTypeKind.Date => $"DATE",
            SqlTypeKind.Time => $"TIME",
            SqlTypeKind.TimeTz => $"TIMETZ",
            SqlTypeKind.Timestamp => $"TIMESTAMP",
            SqlTypeKind.TimestampTz => $"TIMESTAMPTZ",
            SqlTypeKind.Varbyte => $"BLOB",
            SqlTypeKind.Oid => $"UINTEGER",
            _ => $"VARCHAR",
        };

        /// <summary>Puts the values of $1 ..., of the session's setting and of the clock as literals where their marks stand.</summary>
        public static string Fill(DuckSql printed, IReadOnlyList<object?> parameters, BindContext context)
        {
            var sql = printed.Text;
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
                    text.Append((parts[i] == "now" ? Value(context.TransactionTime) : Number(context.Session.ExtraFloatDigits)).Text).Append(parts[i + 1]);
                    continue;
                }

                if (number > parameters.Count)
                {
                    throw new SqlError("08P01", $"bind message supplies {parameters.Count} parameters, but the statement requires {number}");
                }

                text.Append(Value(parameters[number - 1]).Text).Append(parts[i + 1]);
            }

            return text.ToString();
        }

        /// <summary>A CLR value of <see cref="SqlType"/>'s list as a DuckDB literal.</summary>
        public static DuckSql Value(object? value) => value switch
        {
            null or DBNull => $"NULL",
            true => $"TRUE",
            false => $"FALSE",
            byte[] bytes => $"from_hex({Text(Convert.ToHexString(bytes))})",
            DateOnly d => $"DATE {Text(d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}",
            TimeOnly t => $"TIME {Text(t.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture))}",
            DateTime t => Timestamp(t),
            double d => $"CAST({Text(d.ToString("R", CultureInfo.InvariantCulture))} AS DOUBLE)",
            float f => $"CAST({Text(f.ToString("R", CultureInfo.InvariantCulture))} AS FLOAT)",
            decimal m => new(m.ToString(CultureInfo.InvariantCulture)),
            string s => Text(s),
            short n => Number(n),
            int n => Number(n),
            long n => Number(n),
            uint n => Number(n),
            _ => throw new InvalidOperationException($"A parameter value of type {value.GetType()} has no literal."),
        };

        public static DuckSql Timestamp(DateTime value) => $"TIMESTAMP {Text(Moment(value))}";

        public static DuckSql TimestampTz(DateTime value) => $"TIMESTAMPTZ {Text(Moment(value) + "+00")}";

        /// <summary>A sign or word that the parser read and the binder knows.</summary>
        public static DuckSql Word(string word) => Words.Contains(word) ? new(word) : throw new InvalidOperationException($"{word} is no word of printed SQL.");

        private static string Moment(DateTime value) => value.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue.SystemViews;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>
/// Texts that a driver sends by itself and whose SQL is beyond the double's dialect: Npgsql's type loading, one request of three statements
/// (version, base types, composite types) at the first connection of a data source.
/// </summary>
internal static class DriverQueries
{
    private static readonly SqlType Text = new(SqlTypeKind.Varchar, Length: 256);
    private static readonly SqlType Name = new(SqlTypeKind.Name);
    private static readonly SqlType Oid = new(SqlTypeKind.Oid);

    public static IReadOnlyList<Statement>? Recognize(string text) =>
        text.StartsWith("SELECT version();", StringComparison.Ordinal)
        && text.Contains("t.elemtypoid", StringComparison.Ordinal)
        && text.Contains("-- Load field definitions for", StringComparison.Ordinal)
            ? TypeLoading(text)
            : null;

    private static Statement[] TypeLoading(string text)
    {
        ImmutableArray<ResultColumn> types =
        [
            new("nspname", Name), new("oid", Oid), new("typname", Name), new("typtype", Text),
            new("typnotnull", new SqlType(SqlTypeKind.Boolean)), new("elemtypoid", Oid),
        ];
        object?[][] rows = [.. BaseTypes.All.Select(t => new object?[] { "pg_catalog", t.Oid, t.Name, "b", false, null })];
        return
        [
            Answer(text, [new("version", Text)], [[SessionFunctions.Version]]),
            Answer(text, types, rows),
            Answer(text, [new("oid", Oid), new("attname", Name), new("atttypid", Oid)], []),
        ];
    }

    private static FixedAnswer Answer(string text, ImmutableArray<ResultColumn> columns, object?[][] rows) => new()
    {
        Text = text,
        Position = 0,
        Columns = columns,
        Result = new StatementResult("SELECT " + rows.Length.ToString(CultureInfo.InvariantCulture)) { Rows = rows },
    };
}

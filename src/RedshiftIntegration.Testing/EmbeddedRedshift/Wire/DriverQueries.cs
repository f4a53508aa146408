using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue.SystemViews;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>
/// Texts that a driver sends by itself and whose SQL is beyond the double's dialect: Npgsql's type loading, one request of three statements
/// (version, base types, composite types) at the first connection of a data source; pgjdbc's getPrimaryKeys, which takes arrays of a catalogue apart.
/// </summary>
internal static partial class DriverQueries
{
    private const string PrimaryKeys =
        """
        SELECT NULL AS table_cat, k.table_schema AS table_schem, k.table_name, k.column_name, k.ordinal_position AS key_seq, k.constraint_name AS pk_name
        FROM information_schema.key_column_usage k
        JOIN information_schema.table_constraints c ON c.constraint_schema = k.constraint_schema AND c.constraint_name = k.constraint_name AND c.table_name = k.table_name
        WHERE c.constraint_type = 'PRIMARY KEY'
        """;

    private static readonly SqlType Text = new(SqlTypeKind.Varchar, Length: 256);
    private static readonly SqlType Name = new(SqlTypeKind.Name);
    private static readonly SqlType Oid = new(SqlTypeKind.Oid);

    public static IReadOnlyList<Statement>? Recognize(string text) =>
        text.StartsWith("SELECT version();", StringComparison.Ordinal)
        && text.Contains("t.elemtypoid", StringComparison.Ordinal)
        && text.Contains("-- Load field definitions for", StringComparison.Ordinal)
            ? TypeLoading(text)
            : PrimaryKeysOfTable().Match(text) is { Success: true } keys ? OfPrimaryKeys(keys) : null;

    private static ImmutableArray<Statement> OfPrimaryKeys(Match keys)
    {
        string schema = keys.Groups["schema"] is { Success: true, Value: var s } ? $" AND k.table_schema = {s}" : "";
        string table = keys.Groups["table"] is { Success: true, Value: var t } ? $" AND k.table_name = {t}" : "";
        return SqlParser.Parse($"{PrimaryKeys}{schema}{table} ORDER BY k.table_name, pk_name, key_seq");
    }

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

    /// <summary>The literals are taken over as they stand, so they mean what they would have meant.</summary>
    [GeneratedRegex(
        @"\ASELECT\s+result\.TABLE_CAT,\s+result\.TABLE_SCHEM,.*\(information_schema\._pg_expandarray\(i\.indkey\)\)\.n AS KEY_SEQ.* WHERE true(\s+AND n\.nspname = (?<schema>'([^'\\]|'')*'))?(\s+AND ct\.relname = (?<table>'([^'\\]|'')*'))?\s+AND i\.indisprimary\s+\) result where\s+result\.A_ATTNUM = \(result\.KEYS\)\.x\s+ORDER BY result\.table_name, result\.pk_name, result\.key_seq\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex PrimaryKeysOfTable();

    private static FixedAnswer Answer(string text, ImmutableArray<ResultColumn> columns, object?[][] rows) => new()
    {
        Text = text,
        Position = 0,
        Columns = columns,
        Result = new StatementResult("SELECT " + rows.Length.ToString(CultureInfo.InvariantCulture)) { Rows = rows },
    };
}

using System.Globalization;
using Dapper;
using Npgsql;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Redshift;

/// <summary>
/// Reads pg_catalog with Redshift's own columns. Not PG_TABLE_DEF: it shows tables of the search path alone (AWS: r_PG_TABLE_DEF).
/// These are leader-node queries, so no user table may stand beside them.
/// </summary>
internal static class RedshiftCatalogue
{
    private const string Table =
        """
        SELECT c.oid::bigint AS oid, c.relkind::text AS kind, c.reldiststyle::int AS diststyle
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = @schema AND c.relname = @table AND c.relkind IN ('r', 'v')
        """;

    private const string Columns =
        """
        SELECT a.attname::text AS name, format_type(a.atttypid, a.atttypmod)::text AS type, a.attnum::int AS number, a.attnotnull AS notnull, a.atthasdef AS hasdefault,
            a.attisdistkey AS distkey, a.attsortkeyord::int AS sortkey
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = @schema AND c.relname = @table AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    private const string Keys =
        """
        SELECT array_to_string(k.conkey, ' ')::text
        FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = @schema AND c.relname = @table AND k.contype = 'p'
        """;

    public static async Task<bool> SchemaExistsAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT COUNT(*)::bigint FROM pg_catalog.pg_namespace WHERE nspname = @schema", new { schema }, cancellationToken: cancellationToken)).ConfigureAwait(false) > 0;

    /// <returns>Null if there is no such table or view.</returns>
    public static async Task<CatalogueTable?> TableAsync(NpgsqlConnection connection, string schema, string table, CancellationToken cancellationToken)
    {
        object names = new { schema, table };
        TableRow? found = await connection.QuerySingleOrDefaultAsync<TableRow>(new CommandDefinition(Table, names, cancellationToken: cancellationToken)).ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }

        ColumnRow[] columns = [.. await connection.QueryAsync<ColumnRow>(new CommandDefinition(Columns, names, cancellationToken: cancellationToken)).ConfigureAwait(false)];
        string? key = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(Keys, names, cancellationToken: cancellationToken)).ConfigureAwait(false);
        Dictionary<int, string> byNumber = columns.ToDictionary(c => c.Number, c => c.Name);
        return new CatalogueTable
        {
            Schema = schema,
            Name = table,
            IsView = string.Equals(found.Kind, "v", StringComparison.Ordinal),
            Columns = EquatableList.From(columns.Select(c => new CatalogueColumn(c.Name, c.Type)
            {
                IsNullable = !c.NotNull,
                HasDefault = c.HasDefault,
                IsDistributionKey = c.DistKey,
                SortOrdinal = c.SortKey,
            })),
            PrimaryKey = EquatableList.From((key ?? string.Empty).Split([' ', '{', '}', ','], StringSplitOptions.RemoveEmptyEntries)
                .Select(n => byNumber[int.Parse(n, CultureInfo.InvariantCulture)])),

            // AWS: r_PG_CLASS_INFO. 0 even, 1 key, 8 all; 9 to 12 are AUTO in its present form.
            Distribution = found.DistStyle switch
            {
                0 => DistributionStyle.Even,
                1 => DistributionStyle.Key,
                8 => DistributionStyle.All,
                _ => null,
            },
        };
    }

    private sealed class TableRow
    {
        public long Oid { get; set; }

        public string Kind { get; set; } = string.Empty;

        public int DistStyle { get; set; }
    }

    private sealed class ColumnRow
    {
        public string Name { get; set; } = string.Empty;

        public string Type { get; set; } = string.Empty;

        public int Number { get; set; }

        public bool NotNull { get; set; }

        public bool HasDefault { get; set; }

        public bool DistKey { get; set; }

        public int SortKey { get; set; }
    }
}

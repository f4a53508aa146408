using System.Globalization;
using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>The control schema with all its tables and the row that says which version made them.</summary>
internal sealed class ControlSchemaResource(RedshiftTarget target, TimeProvider clock) : RedshiftResource(target)
{
    public const string KindName = "control schema";

    public override string Kind => KindName;

    public override string Name => Qualified(ControlSchemaName);

    public static WantedTable Wanted(string schema, ControlTable table) => new(schema, table.Name)
    {
        Columns = EquatableList.From(table.Columns.Select(c => new WantedColumn(c.Name, c.Type, c.IsNullable))),
    };

    protected override async Task<ResourceDifference> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<string> details = [];
        List<string> sql = [];
        List<string> ground = [];
        bool exists = await RedshiftCatalogue.SchemaExistsAsync(connection, ControlSchemaName, cancellationToken).ConfigureAwait(false);
        if (!exists)
        {
            sql.Add($"CREATE SCHEMA IF NOT EXISTS {RedshiftQuoter.Quote(ControlSchemaName)}");
        }

        bool versioned = false;
        foreach (ControlTable table in ControlSchema.Tables)
        {
            CatalogueTable? found = exists ? await RedshiftCatalogue.TableAsync(connection, ControlSchemaName, table.Name, cancellationToken).ConfigureAwait(false) : null;
            ResourceDifference difference = TableComparison.Of(Wanted(ControlSchemaName, table), found);
            ground.Add($"{table.Name}: {difference.Ground}");
            if (difference.Action != ChangeAction.None)
            {
                details.Add(found is null ? $"+ table {table.Name}  {table.Meaning}" : $"~ table {table.Name}  {string.Join("; ", difference.Details)}");
                sql.AddRange(difference.Sql);
            }

            versioned |= found is not null && string.Equals(table.Name, ControlSchema.SchemaVersions, StringComparison.Ordinal);
        }

        StoredVersion? stored = versioned ? await StoredVersion.NewestAsync(connection, ControlSchemaName, string.Empty, cancellationToken).ConfigureAwait(false) : null;
        if (stored is null || stored.Version < ControlSchema.Version)
        {
            sql.Add(VersionRow());
        }

        ground.Add($"version {stored?.Version.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        return Difference(details, sql, stored is null) with { Ground = string.Join('\n', ground) };
    }

    private static ResourceDifference Difference(List<string> details, List<string> sql, bool isNew) => sql.Count == 0
        ? new ResourceDifference(ChangeAction.None, "it is as it should be")
        : new ResourceDifference(isNew ? ChangeAction.Create : ChangeAction.Update, isNew ? "it records what ran; it is not there yet" : "it was made by another version of the library")
        {
            Details = details,
            Sql = sql,
        };

    private string VersionRow()
    {
        string table = RedshiftQuoter.Quote(ControlSchemaName, ControlSchema.SchemaVersions);
        string version = RedshiftLiteral.Number(ControlSchema.Version);
        return $"""
            INSERT INTO {table} ({RedshiftQuoter.List(["pipeline", "version", "applied_at", "hash", "mapping", "reason"])})
            SELECT '', {version}, {RedshiftLiteral.Timestamp(clock.GetUtcNow())}, {RedshiftLiteral.Text(ControlSchema.LibraryVersion)}, '', 'the control schema of this version of the library'
            FROM (SELECT COUNT(*) AS "n" FROM {table} WHERE "pipeline" = '' AND "version" >= {version}) AS "v" WHERE "v"."n" = 0
            """;
    }
}

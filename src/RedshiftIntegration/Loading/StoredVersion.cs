using Dapper;
using Npgsql;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>A row of <c>schema_versions</c>.</summary>
internal sealed class StoredVersion
{
    public int Version { get; set; }

    public string Hash { get; set; } = string.Empty;

    public string Mapping { get; set; } = string.Empty;

    public static async Task<StoredVersion?> NewestAsync(NpgsqlConnection connection, string schema, string pipeline, CancellationToken cancellationToken) =>
        await connection.QueryFirstOrDefaultAsync<StoredVersion>(new CommandDefinition(
            $"SELECT version, hash, mapping FROM {RedshiftQuoter.Quote(schema, ControlSchema.SchemaVersions)} WHERE pipeline = @pipeline ORDER BY version DESC LIMIT 1",
            new { pipeline },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
}

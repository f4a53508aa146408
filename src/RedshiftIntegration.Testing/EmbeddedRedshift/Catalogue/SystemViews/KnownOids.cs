namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Numbers of objects that every database has; users' objects get theirs from the catalogue, above 100,000.</summary>
internal static class KnownOids
{
    public const uint PgCatalog = 11;
    public const uint InformationSchema = 11_000;
    public const uint LastOfInformationSchema = 11_999;
    public const uint ClassOfRelations = 1259;
    public const uint ClassOfSchemas = 2615;
    public const uint Database = DatabaseCatalogue.DatabaseOid;
    public const int Rdsdb = 1;

    private const uint FirstTemporarySchema = 2_000_000_000;

    public static uint TemporarySchema(int sessionId) => FirstTemporarySchema + (uint)sessionId;
}

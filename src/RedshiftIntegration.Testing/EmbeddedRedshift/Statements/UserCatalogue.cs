using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>What the statements on users have in common.</summary>
internal static class UserCatalogue
{
    /// <summary>Users are changed by one transaction at a time: two can't make the same one.</summary>
    public static TableAccess Lock { get; } = new("pg_catalog", "pg_shadow", LockMode.Exclusive);

    public static User Find(CatalogueSession catalogue, string name, int position) =>
        catalogue.FindUser(name) ?? throw new SqlError("42704", $"user \"{name}\" does not exist", position);

    /// <summary>Refuses a name that is taken, or that nobody can have.</summary>
    public static void CheckNew(CatalogueSession catalogue, string name, int position)
    {
        if (name is "public" or "rdsdb")
        {
            throw new SqlError("42939", $"user name \"{name}\" is reserved", position);
        }

        if (catalogue.FindUser(name) is not null)
        {
            throw new SqlError("42710", $"user \"{name}\" already exists", position);
        }
    }
}

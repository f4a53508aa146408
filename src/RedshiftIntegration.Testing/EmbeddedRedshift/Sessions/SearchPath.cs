using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>Carries the setting search_path over to where names are looked up.</summary>
internal static class SearchPath
{
    public static void Apply(SessionSettings settings, CatalogueSession catalogue, string user)
    {
        string path = settings.Find("search_path")!;
        catalogue.SearchPath =
        [
            .. path.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(s => s.Trim('"', '\''))
                .Select(s => s == "$user" ? user : s.ToLowerInvariant())
                .Where(s => s != user || catalogue.FindSchema(user) is not null),
        ];
    }
}

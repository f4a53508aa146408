using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>Carries the setting search_path over to where names are looked up.</summary>
internal static class SearchPath
{
    public static void Apply(SessionSettings settings, CatalogueSession catalogue) => catalogue.SearchPath =
    [
        .. settings.Find("search_path")!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s.Trim('"', '\''))
            .Select(s => s == "$user" ? catalogue.UserName(catalogue.UserId) : s.ToLowerInvariant()),
    ];
}

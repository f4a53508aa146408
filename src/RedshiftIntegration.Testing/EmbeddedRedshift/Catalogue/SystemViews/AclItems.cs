namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Grants as the text of PostgreSQL's aclitem[]: <c>{owner=arwdRxtDPA/owner,bob=r*/owner,=U/owner}</c>.</summary>
internal static class AclItems
{
    public static string? Print(Acl? acl, CatalogueSession catalogue) => acl is null
        ? null
        : $"{{{string.Join(',', acl.Entries.Select(e => $"{Grantee(e.To, catalogue)}={Privileges.Print(e.Held, e.PassedOn)}/{catalogue.UserName(e.By)}"))}}}";

    private static string Grantee(Grantee grantee, CatalogueSession catalogue) => grantee.Kind == GranteeKind.Public ? "" : catalogue.UserName(grantee.Id);
}

using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>OWNER TO of tables, views and schemas: a superuser's, as in the PostgreSQL that Redshift comes from; the grants go over to the new owner.</summary>
internal static class OwnerChange
{
    public static void Require(Binder binder, string owner, int position)
    {
        UserCatalogue.Find(binder.Context.Catalogue, owner, position);
        binder.Require(new SuperuserNeed("must be superuser to change owner"));
    }

    public static int Run(CatalogueSession catalogue, Relation relation, string owner, int position) => Run(catalogue, relation.Oid, relation.Owner, owner, position);

    /// <summary>The new owner's number.</summary>
    public static int Run(CatalogueSession catalogue, uint oid, int old, string owner, int position)
    {
        var user = UserCatalogue.Find(catalogue, owner, position);
        if (catalogue.FindAcl(oid) is { } acl)
        {
            catalogue.Put(oid, acl.ChangeOwner(old, user.Id));
        }

        return user.Id;
    }
}

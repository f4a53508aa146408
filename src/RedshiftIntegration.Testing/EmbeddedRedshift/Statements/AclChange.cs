using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Changes the grants on a statement's objects.</summary>
internal static class AclChange
{
    /// <param name="context">The session.</param>
    /// <param name="target">The privileges and objects.</param>
    /// <param name="grantees">Those who get or lose them.</param>
    /// <param name="tag">The command tag.</param>
    /// <param name="change">Gives the grants as they are afterwards, for one grantee and the grantor.</param>
    /// <param name="onDependents">What to say of grants whose grantor has lost his right to them; null to take them away too.</param>
    public static BoundStatement Bind(
        BindContext context, GrantTarget target, ImmutableArray<GranteeName> grantees, string tag, Func<Acl, Grantee, GranteeName, int, Acl> change, Func<Acl, SqlError?>? onDependents = null)
    {
        var binder = new Binder(context);
        var oids = target.Bind(binder);
        foreach (var grantee in grantees)
        {
            grantee.Find(context.Catalogue);
        }

        return new PlainBound(execution =>
        {
            foreach (var oid in oids)
            {
                Run(execution.Context, target.Kind, oid, acl => grantees.Aggregate(acl.Acl, (a, g) => change(a, g.Find(execution.Context.Catalogue), g, acl.Grantor)), onDependents);
            }

            return new StatementResult(tag);
        })
        {
            Effects = new Effects { Tables = [.. oids.Select(LockOf)], Needs = binder.Needs(), Writes = true },
        };
    }

    /// <summary>The grants on one object are changed by one transaction at a time.</summary>
    private static TableAccess LockOf(uint oid) => new("pg_catalog", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"acl of {oid}"), LockMode.Exclusive);

    private static void Run(BindContext context, Securable kind, uint oid, Func<(Acl Acl, int Grantor), Acl> change, Func<Acl, SqlError?>? onDependents)
    {
        var control = new AccessControl(context.Catalogue);
        var user = context.User;
        var owner = (control.Find(kind, oid) ?? throw new SqlError("42P01", $"relation with OID {oid} does not exist")).Owner;

        // As in PostgreSQL a superuser grants in the owner's name.
        var acl = change((control.Grants(kind, oid, owner), user.IsSuperuser ? owner : user.Id));
        while (acl.Orphans(owner).FirstOrDefault() is { Entry: not null } orphan)
        {
            acl = onDependents?.Invoke(acl) is { } refusal ? throw refusal : acl.Revoke(orphan.Entry.To, orphan.Entry.By, orphan.Privileges, optionOnly: false);
        }

        context.Catalogue.Put(oid, acl);
    }
}

using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>One privilege that was granted to somebody, the owner's own left out: the row of the SVV_ views of privileges.</summary>
internal sealed record SeenGrant(Grantee To, Privilege Privilege, bool PassedOn, int By)
{
    /// <summary>Superusers see all grants, others those to themselves and to PUBLIC, and those on what they own (AWS: r_SVV_RELATION_PRIVILEGES).</summary>
    public static IEnumerable<SeenGrant> Of(Session session, uint oid, int owner)
    {
        User user = session.Catalogue.User;
        bool all = user.IsSuperuser || user.SeesAllLogs || owner == user.Id;
        IReadOnlyCollection<Grantee> identities = AccessControl.Identities(user.Id);
        return
            from entry in session.Catalogue.FindAcl(oid)?.Entries ?? []
            where entry.To != Grantee.Of(owner) && (all || identities.Contains(entry.To))
            from privilege in Privileges.Each(entry.Held)
            select new SeenGrant(entry.To, privilege, (entry.PassedOn & privilege) != Privilege.None, entry.By);
    }

    /// <summary>privilege_type, identity_id, identity_name, identity_type, admin_option.</summary>
    public object?[] Cells(Session session) => To.Kind == GranteeKind.Public
        ? [Privileges.Name(Privilege), 0, "public", "public", PassedOn]
        : [Privileges.Name(Privilege), To.Id, session.Catalogue.UserName(To.Id), "user", PassedOn];
}

internal sealed class SvvRelationPrivileges() : SystemView(
    PgCatalog,
    "svv_relation_privileges",
    Text("namespace_name", 128), Text("relation_name", 128), Text("privilege_type", 128), Int("identity_id"), Text("identity_name", 128), Text("identity_type", 128),
    Bool("admin_option"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in session.Catalogue.Relations()
        from grant in SeenGrant.Of(session, r.Oid, r.Owner)
        select (object?[])[r.Schema, r.Name, .. grant.Cells(session)];
}

internal sealed class SvvSchemaPrivileges() : SystemView(
    PgCatalog,
    "svv_schema_privileges",
    Text("namespace_name", 128), Text("privilege_type", 128), Int("identity_id"), Text("identity_name", 128), Text("identity_type", 128), Bool("admin_option"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from s in session.Catalogue.Schemas()
        from grant in SeenGrant.Of(session, s.Oid, s.Owner)
        select (object?[])[s.Name, .. grant.Cells(session)];
}

internal sealed class SvvDatabasePrivileges() : SystemView(
    PgCatalog,
    "svv_database_privileges",
    Text("database_name", 128), Text("privilege_type", 128), Int("identity_id"), Text("identity_name", 128), Text("identity_type", 128), Bool("admin_option"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from grant in SeenGrant.Of(session, KnownOids.Database, DatabaseCatalogue.OwnerId)
        select (object?[])[warehouse.Catalogue.Database, .. grant.Cells(session)];
}

/// <summary>SQL's own view of the same, with the grantor.</summary>
internal sealed class InformationTablePrivileges() : SystemView(
    InformationSchema,
    "table_privileges",
    Text("grantor", 128), Text("grantee", 128), Text("table_catalog", 128), Text("table_schema", 128), Text("table_name", 128), Text("privilege_type", 128),
    Text("is_grantable", 3), Text("with_hierarchy", 3))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in session.Catalogue.Relations()
        from grant in SeenGrant.Of(session, r.Oid, r.Owner)
        let grantee = grant.To.Kind == GranteeKind.Public ? "PUBLIC" : session.Catalogue.UserName(grant.To.Id)
        select new object?[]
        {
            session.Catalogue.UserName(grant.By), grantee, warehouse.Catalogue.Database, r.Schema, r.Name, Privileges.Name(grant.Privilege), grant.PassedOn ? "YES" : "NO", "NO",
        };
}

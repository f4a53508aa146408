using System.Globalization;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgUser() : SystemView(
    PgCatalog,
    "pg_user",
    NameOf("usename"), Int("usesysid"), Bool("usecreatedb"), Bool("usesuper"), Bool("usecatupd"), Text("passwd"), Moment("valuntil"), Text("useconfig"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) => All(session);

    /// <summary>The users and rdsdb, whom every cluster has.</summary>
    public static IEnumerable<object?[]> All(Session session)
    {
        yield return ["rdsdb", KnownOids.Rdsdb, true, true, true, "********", null, null];
        foreach (User user in session.Catalogue.Users())
        {
            yield return [user.Name, user.Id, user.CanCreateDatabases, user.IsSuperuser, false, "********", user.ValidUntil, Config(user)];
        }
    }

    public static string? Limit(User user) => user.ConnectionLimit?.ToString(CultureInfo.InvariantCulture) ?? "UNLIMITED";

    private static string? Config(User user) => user.Settings.IsEmpty ? null : $"{{{string.Join(',', user.Settings.Select(s => $"{s.Key}={s.Value}"))}}}";
}

/// <summary>pg_user with the connection limit (AWS: r_CREATE_USER).</summary>
internal sealed class PgUserInfo() : SystemView(
    PgCatalog,
    "pg_user_info",
    NameOf("usename"), Int("usesysid"), Bool("usecreatedb"), Bool("usesuper"), Bool("usecatupd"), Text("passwd"), Moment("valuntil"), Text("useconfig"), Text("useconnlimit"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        PgUser.All(session).Select(r => (object?[])[.. r, session.Catalogue.FindUser((int)r[1]!) is { } user ? PgUser.Limit(user) : null]);
}

/// <summary>The table behind pg_user: for superusers alone. The double keeps no password that it could show.</summary>
internal sealed class PgShadow() : SystemView(
    PgCatalog,
    "pg_shadow",
    NameOf("usename"), Int("usesysid"), Bool("usecreatedb"), Bool("usesuper"), Bool("usecatupd"), Text("passwd"), Moment("valuntil"), Text("useconfig"))
{
    public override bool ForSuperusers => true;

    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) => PgUser.All(session);
}

/// <summary>Superusers see all rows, others their own (AWS: r_SVV_USER_INFO).</summary>
internal sealed class SvvUserInfo() : SystemView(
    PgCatalog,
    "svv_user_info",
    Text("user_name", 128), Int("user_id"), Bool("createdb"), Bool("superuser"), Bool("catalog_update"), Text("connection_limit"), Text("syslog_access"),
    Moment("last_ddl_timestamp"), Int("session_timeout"), Text("external_user_id"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from user in session.Catalogue.Users()
        where session.Catalogue.User.IsSuperuser || user.Id == session.Catalogue.UserId
        select new object?[]
        {
            user.Name, user.Id, user.CanCreateDatabases, user.IsSuperuser, false, PgUser.Limit(user), user.IsSuperuser || user.SeesAllLogs ? "UNRESTRICTED" : "RESTRICTED",
            null, 0, null,
        };
}

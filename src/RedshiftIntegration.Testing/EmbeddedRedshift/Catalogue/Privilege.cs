using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>What can be granted (AWS: r_GRANT), and <see cref="Ownership"/>, which can't.</summary>
[Flags]
internal enum Privilege
{
    None = 0,
    Select = 1 << 0,
    Insert = 1 << 1,
    Update = 1 << 2,
    Delete = 1 << 3,
    References = 1 << 4,
    Drop = 1 << 5,
    Alter = 1 << 6,
    Truncate = 1 << 7,
    Usage = 1 << 8,
    Create = 1 << 9,
    Temporary = 1 << 10,

    /// <summary>PostgreSQL's; Redshift grants it with ALL and shows it, and doesn't take its name (AWS: c_unsupported-postgresql-features).</summary>
    Rule = 1 << 11,

    /// <summary>As <see cref="Rule"/>.</summary>
    Trigger = 1 << 12,

    /// <summary>COMMENT, VACUUM, ANALYZE, OWNER TO: the owner's and the superuser's alone.</summary>
    Ownership = 1 << 13,
}

/// <summary>The kinds of objects that privileges are granted on.</summary>
internal enum Securable { Relation, Schema, Database }

internal static class Privileges
{
    /// <summary>What the owner may by being the owner: no REVOKE takes it (AWS: r_Privileges).</summary>
    public const Privilege OfOwners = Privilege.Drop | Privilege.Alter | Privilege.Truncate | Privilege.Ownership;

    /// <summary>The letters of an ACL item in the order in which Redshift prints them (AWS: r_SHOW_TABLES, r_PG_DEFAULT_ACL).</summary>
    private static readonly (Privilege Privilege, char Letter)[] Letters =
    [
        (Privilege.Insert, 'a'), (Privilege.Select, 'r'), (Privilege.Update, 'w'), (Privilege.Delete, 'd'), (Privilege.Rule, 'R'), (Privilege.References, 'x'),
        (Privilege.Trigger, 't'), (Privilege.Usage, 'U'), (Privilege.Create, 'C'), (Privilege.Temporary, 'T'), (Privilege.Drop, 'D'), (Privilege.Truncate, 'P'),
        (Privilege.Alter, 'A'),
    ];

    /// <summary>ALL PRIVILEGES.</summary>
    public static Privilege All(Securable kind) => kind switch
    {
        Securable.Relation => Grantable(kind) | Privilege.Rule | Privilege.Trigger,
        _ => Grantable(kind),
    };

    /// <summary>What can be granted by its name.</summary>
    public static Privilege Grantable(Securable kind) => kind switch
    {
        Securable.Relation => Privilege.Select | Privilege.Insert | Privilege.Update | Privilege.Delete | Privilege.References | Privilege.Drop | Privilege.Alter | Privilege.Truncate,
        Securable.Schema => Privilege.Usage | Privilege.Create | Privilege.Alter | Privilege.Drop,
        _ => Privilege.Create | Privilege.Usage | Privilege.Temporary | Privilege.Alter,
    };

    /// <summary>The privilege of a keyword; null for other words.</summary>
    public static Privilege? Parse(string keyword) => keyword.ToUpperInvariant() switch
    {
        "TEMP" => Privilege.Temporary,
        "RULE" or "TRIGGER" or "OWNERSHIP" or "NONE" => null,
        string word when Enum.TryParse(word, ignoreCase: true, out Privilege privilege) && !char.IsAsciiDigit(word[0]) => privilege,
        _ => null,
    };

    public static ImmutableArray<Privilege> Each(Privilege privileges) => [.. Letters.Select(l => l.Privilege).Where(p => (privileges & p) != Privilege.None)];

    public static string Name(Privilege privilege) => privilege == Privilege.Temporary ? "TEMP" : privilege.ToString().ToUpperInvariant();

    /// <summary>For example <c>ar*w</c>: each letter, with a star where it may be passed on.</summary>
    public static string Print(Privilege held, Privilege passedOn) =>
        string.Concat(Letters.Where(l => (held & l.Privilege) != Privilege.None).Select(l => (passedOn & l.Privilege) != Privilege.None ? $"{l.Letter}*" : $"{l.Letter}"));
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>A right that a statement needs, stated by its binder before it runs and checked by the session's pipeline.</summary>
internal abstract record Need
{
    /// <summary>Whose right counts: the session's user when null; the owner of the view for what a view's query reads (AWS: r_CREATE_VIEW).</summary>
    public int? As { get; init; }

    /// <summary>42501 in PostgreSQL's words; it names the object and nothing of what is in it.</summary>
    public abstract SqlError Refusal(CatalogueSession catalogue);
}

/// <summary>Privileges on a relation, a schema or the database.</summary>
internal sealed record ObjectNeed(Securable Kind, uint Oid, Privilege Privileges) : Need
{
    /// <summary>The numbers of the columns that are read, for column grants and masking; empty where the relation as a whole is meant.</summary>
    public ImmutableSortedSet<int> Columns { get; init; } = [];

    /// <summary>One of the privileges is enough.</summary>
    public bool AnyOf { get; init; }

    /// <summary>The right to grant them, not to use them.</summary>
    public bool ToGrant { get; init; }

    public override SqlError Refusal(CatalogueSession catalogue)
    {
        var name = new AccessControl(catalogue).Find(Kind, Oid)?.Name;
        var kind = Kind.ToString().ToLowerInvariant();
        var owners = (Privileges & Catalogue.Privileges.OfOwners) != Privilege.None && !AnyOf && !ToGrant;
        return new SqlError("42501", owners ? $"must be owner of {kind} {name}" : $"permission denied for {kind} {name}");
    }
}

/// <summary>What superusers alone may.</summary>
internal sealed record SuperuserNeed(string Message) : Need
{
    public override SqlError Refusal(CatalogueSession catalogue) => new("42501", Message);
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>A database user (AWS: r_CREATE_USER). Objects and grants know users by <see cref="Id"/>, so a rename touches nothing else.</summary>
internal sealed record User(int Id, string Name)
{
    /// <summary>Null for PASSWORD DISABLE and after a rename: nobody logs in.</summary>
    public ScramVerifier? Password { get; init; }

    /// <summary>CREATEUSER.</summary>
    public bool IsSuperuser { get; init; }

    public bool CanCreateDatabases { get; init; }

    /// <summary>SYSLOG ACCESS UNRESTRICTED: sees other users' rows of the system views.</summary>
    public bool SeesAllLogs { get; init; }

    /// <summary>UTC; null for no end.</summary>
    public DateTime? ValidUntil { get; init; }

    /// <summary>Null for UNLIMITED. Not enforced for superusers.</summary>
    public int? ConnectionLimit { get; init; }

    /// <summary>ALTER USER ... SET: in force from the user's next login on.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

namespace RedshiftIntegration.Testing;

/// <summary>How the clients of an <see cref="EmbeddedRedshift"/> prove their passwords.</summary>
public enum RedshiftAuthentication
{
    /// <summary>By SCRAM-SHA-256: the password itself is never sent.</summary>
    ScramSha256,

    /// <summary>The client sends the password as it is, for drivers that know nothing else.</summary>
    ClearText,
}

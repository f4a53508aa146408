namespace RedshiftIntegration.Testing;

/// <summary>How an <see cref="EmbeddedAws"/> starts.</summary>
public sealed record EmbeddedAwsOptions
{
    /// <summary>The clock that dates objects, uploads and credentials. Default: the system's.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>The folder that holds the objects, made if missing and left behind. Default: a temporary folder, deleted on dispose.</summary>
    /// <remarks>What an earlier instance left in the folder is not read back: each instance begins with no bucket.</remarks>
    public string? Folder { get; init; }

    /// <summary>The account that owns everything. Default: 123456789012.</summary>
    public string AccountId { get; init; } = "123456789012";
}

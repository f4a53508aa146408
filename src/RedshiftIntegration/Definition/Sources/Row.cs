namespace RedshiftIntegration;

/// <summary>A row whose columns are known by name only.</summary>
public sealed record Row
{
    internal Row()
    {
    }
}

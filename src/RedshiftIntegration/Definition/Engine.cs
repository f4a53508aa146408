namespace RedshiftIntegration;

/// <summary>Where the extract step of a pipeline runs.</summary>
public abstract record Engine
{
    private protected Engine()
    {
    }

    /// <summary>In the caller's process: an ADO.NET reader, column batches in bounded memory, Parquet on S3. The default.</summary>
    public static Engine Direct { get; } = new DirectEngine();

    internal sealed record DirectEngine : Engine
    {
        public override string ToString() => "Direct";
    }
}

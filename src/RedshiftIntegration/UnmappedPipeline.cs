namespace RedshiftIntegration;

/// <summary>A pipeline that has a source and needs a map.</summary>
/// <typeparam name="TRow">The type of a row.</typeparam>
public sealed class UnmappedPipeline<TRow>
{
    private readonly Source<TRow> _source;

    internal UnmappedPipeline(Source<TRow> source) => _source = source;

    /// <summary>Maps everything by convention: snake_case names, the narrowest safe type, the source's primary key as merge key.</summary>
    public MappedPipeline<TRow> MapFields() => new(_source, new FieldMap<TRow>().Rest());

    /// <summary>Maps the fields that <paramref name="map"/> names.</summary>
    /// <param name="map">For example <c>map => map.Field(o => o.Id, "order_id").Rest()</c>.</param>
    public MappedPipeline<TRow> MapFields(Func<FieldMap<TRow>, FieldMap<TRow>> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new(_source, map(new FieldMap<TRow>()) ?? throw new ArgumentException("The function returned no map.", nameof(map)));
    }
}

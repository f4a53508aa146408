using System.Linq.Expressions;
using System.Reflection;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>The map of a pipeline: which field of the source becomes which column of the target. Each call returns a new map.</summary>
/// <typeparam name="TRow">The type of a row; <see cref="Row"/> where columns are known by name only.</typeparam>
/// <remarks>
/// A map of a typed row must say of each property what becomes of it; <see cref="Rest"/> takes all that no line names.
/// A map by name copies exactly what it names, and the plan lists what it leaves out.
/// </remarks>
public sealed class FieldMap<TRow>
{
    private readonly MapDraft _draft;

    internal FieldMap()
        : this(new MapDraft())
    {
    }

    private FieldMap(MapDraft draft) => _draft = draft;

    internal MapDraft Draft => _draft;

    /// <summary>Maps a property to the column that its name gives in snake_case.</summary>
    /// <param name="property"><c>o => o.Property</c>; it binds to its column without regard to case and underscores, or by <c>[Column]</c>.</param>
    public FieldMap<TRow> Field<TField>(Expression<Func<TRow, TField>> property) => Add(property, null, null);

    /// <summary>Maps a property to <paramref name="column"/>.</summary>
    /// <param name="property"><c>o => o.Property</c></param>
    /// <param name="column">The column of the target; folded to lower case, as Redshift does.</param>
    public FieldMap<TRow> Field<TField>(Expression<Func<TRow, TField>> property, string column) => Add(property, Given(column), null);

    /// <summary>Maps a property to the column that its name gives in snake_case.</summary>
    /// <param name="property"><c>o => o.Property</c></param>
    /// <param name="mapping">Type, transforms, protection: <c>f => f.As(...).Through(...).Pii()</c>.</param>
    public FieldMap<TRow> Field<TField>(Expression<Func<TRow, TField>> property, Func<FieldMapping, FieldMapping> mapping) => Add(property, null, Given(mapping));

    /// <summary>Maps a property to <paramref name="column"/>.</summary>
    /// <param name="property"><c>o => o.Property</c></param>
    /// <param name="column">The column of the target; folded to lower case, as Redshift does.</param>
    /// <param name="mapping">Type, transforms, protection: <c>f => f.As(...).Through(...).Pii()</c>.</param>
    public FieldMap<TRow> Field<TField>(Expression<Func<TRow, TField>> property, string column, Func<FieldMapping, FieldMapping> mapping) => Add(property, Given(column), Given(mapping));

    /// <summary>Maps a column of the source to the column that its name gives in snake_case.</summary>
    /// <param name="sourceColumn">The name as the source spells it.</param>
    public FieldMap<TRow> Column(string sourceColumn) => Add(Given(sourceColumn), NamingConvention.ColumnFor(sourceColumn), null);

    /// <summary>Maps a column of the source to <paramref name="column"/>.</summary>
    /// <param name="sourceColumn">The name as the source spells it.</param>
    /// <param name="column">The column of the target; folded to lower case, as Redshift does.</param>
    public FieldMap<TRow> Column(string sourceColumn, string column) => Add(Given(sourceColumn), Given(column), null);

    /// <summary>Maps a column of the source to <paramref name="column"/>.</summary>
    /// <param name="sourceColumn">The name as the source spells it.</param>
    /// <param name="column">The column of the target; folded to lower case, as Redshift does.</param>
    /// <param name="mapping">Type, transforms, protection: <c>f => f.As(...).Through(...).Pii()</c>.</param>
    public FieldMap<TRow> Column(string sourceColumn, string column, Func<FieldMapping, FieldMapping> mapping) => Add(Given(sourceColumn), Given(column), Given(mapping));

    /// <summary>Adds a column that no single column of the source holds.</summary>
    /// <param name="column">The column of the target.</param>
    /// <param name="value"><see cref="Transform.Constant"/> or <see cref="Transform.Concat"/>.</param>
    /// <example><code>.Computed("source", Transform.Constant("shop"))</code></example>
    public FieldMap<TRow> Computed(string column, Transform value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(_draft.With(new MappedField { TargetColumn = Identifier.Fold(Given(column)), Computed = value }));
    }

    /// <summary>Leaves <paramref name="properties"/> out.</summary>
    public FieldMap<TRow> Ignore(params Expression<Func<TRow, object?>>[] properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        MapDraft draft = _draft;
        foreach (Expression<Func<TRow, object?>> property in properties)
        {
            draft = PropertySelector.PropertyOf(property) is { } found
                ? draft with { IgnoredProperties = draft.IgnoredProperties.Add(found.Name) }
                : draft with { Problems = draft.Problems.Add(DefinitionProblems.NoPlainProperty("Ignore", property.ToString())) };
        }

        return new(draft);
    }

    /// <summary>Leaves <paramref name="sourceColumns"/> out: columns of the source, or properties of the row type.</summary>
    public FieldMap<TRow> Ignore(params string[] sourceColumns)
    {
        ArgumentNullException.ThrowIfNull(sourceColumns);
        return new(_draft with { IgnoredColumns = _draft.IgnoredColumns.AddRange(sourceColumns.Select(c => Given(c))) });
    }

    /// <summary>Takes all others, by convention: snake_case names, the narrowest safe type.</summary>
    public FieldMap<TRow> Rest() => new(_draft with { TakesRest = true });

    private static T Given<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }

    private FieldMap<TRow> Add(LambdaExpression property, string? column, Func<FieldMapping, FieldMapping>? mapping)
    {
        ArgumentNullException.ThrowIfNull(property);
        if (PropertySelector.PropertyOf(property) is not PropertyInfo found)
        {
            return new(_draft with { Problems = _draft.Problems.Add(DefinitionProblems.NoPlainProperty("Field", property.ToString())) });
        }

        return new(_draft.With(MapDraft.ForProperty(RowShape.Read(found), column, Configure(mapping)), found.Name));
    }

    private FieldMap<TRow> Add(string sourceColumn, string column, Func<FieldMapping, FieldMapping>? mapping) =>
        new(_draft.With(MapDraft.ForColumn(sourceColumn, column, Configure(mapping))));

    private static FieldMapping Configure(Func<FieldMapping, FieldMapping>? mapping) =>
        mapping is null ? new FieldMapping() : mapping(new FieldMapping()) ?? throw new ArgumentException("The function returned no mapping.", nameof(mapping));
}

using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

/// <summary>What the calls on a field map have said so far, in their order.</summary>
internal sealed record MapDraft
{
    public EquatableList<MappedField> Fields { get; init; }

    /// <summary>Properties that a line maps.</summary>
    public EquatableList<string> MappedProperties { get; init; }

    public EquatableList<string> IgnoredProperties { get; init; }

    public EquatableList<string> IgnoredColumns { get; init; }

    public bool TakesRest { get; init; }

    public EquatableList<Problem> Problems { get; init; }

    public static MappedField ForProperty(RowProperty property, string? column, FieldMapping mapping) => new()
    {
        SourceName = property.ColumnName ?? property.Name,
        IsProperty = property.ColumnName is null,
        ClrType = property.ClrType,
        TargetColumn = Identifier.Fold(column ?? NamingConvention.ColumnFor(property.Name)),
        Type = mapping.Type,
        Transforms = mapping.Transforms,
        IsPii = mapping.IsPii,
        Overflow = mapping.Overflow,
    };

    public static MappedField ForColumn(string sourceColumn, string column, FieldMapping mapping) => new()
    {
        SourceName = sourceColumn,
        TargetColumn = Identifier.Fold(column),
        Type = mapping.Type,
        Transforms = mapping.Transforms,
        IsPii = mapping.IsPii,
        Overflow = mapping.Overflow,
    };

    public MapDraft With(MappedField field, string? property = null) => this with
    {
        Fields = Fields.Add(field),
        MappedProperties = property is null ? MappedProperties : MappedProperties.Add(property),
    };
}

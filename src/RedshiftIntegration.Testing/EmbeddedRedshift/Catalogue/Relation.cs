namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>A table or a view. Relations are values: a change makes a new one with the same <see cref="Oid"/>.</summary>
internal abstract record Relation
{
    public required uint Oid { get; init; }

    /// <summary>The schema's name; <c>pg_temp_N</c> for a temporary table of session N.</summary>
    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>The number of the user that owns it.</summary>
    public required int Owner { get; init; }

    public string? Comment { get; init; }

    /// <summary>What a view or materialized view is made of; null for a table.</summary>
    public ViewDefinition? Definition { get; init; }
}

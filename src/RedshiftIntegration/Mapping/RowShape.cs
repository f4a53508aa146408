using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;

namespace RedshiftIntegration.Mapping;

/// <summary>A property of a typed row.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="ColumnName">The exact column of <c>[Column("...")]</c>; null where the name binds loosely.</param>
/// <param name="ClrType">For example <c>Decimal</c> or <c>Int64?</c>.</param>
internal sealed record RowProperty(string Name, string? ColumnName, string ClrType)
{
    /// <summary>Marked <c>[NotMapped]</c>: no column stands behind it.</summary>
    public bool IsNotMapped { get; init; }
}

/// <summary>The columns that a row type stands for: its readable public instance properties.</summary>
internal static class RowShape
{
    /// <summary>In the order of declaration, those of base types first.</summary>
    public static IReadOnlyList<RowProperty> Of(Type row)
    {
        if (row == typeof(Row))
        {
            return [];
        }

        return [.. row.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
            .GroupBy(p => p.Name, StringComparer.Ordinal)
            .Select(same => same.MaxBy(p => Depth(p.DeclaringType))!)
            .OrderBy(p => Depth(p.DeclaringType))
            .ThenBy(p => p.MetadataToken)
            .Select(Read)];
    }

    public static RowProperty Read(PropertyInfo property) => new(
        property.Name,
        property.GetCustomAttribute<ColumnAttribute>()?.Name,
        Describe(property.PropertyType))
    {
        IsNotMapped = property.IsDefined(typeof(NotMappedAttribute)),
    };

    private static string Describe(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? $"{inner.Name}?" : type.Name;

    private static int Depth(Type? type)
    {
        int depth = 0;
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            depth++;
        }

        return depth;
    }
}

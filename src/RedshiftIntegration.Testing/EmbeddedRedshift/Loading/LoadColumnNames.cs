using System.Globalization;
using RedshiftIntegration.Testing.Binding;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Types as the load error views print them: PostgreSQL's internal names, the length apart (AWS: r_STL_LOAD_ERRORS).</summary>
internal static class LoadColumnNames
{
    public static string Type(SqlType type) => type.Kind switch
    {
        SqlTypeKind.SmallInt => "int2",
        SqlTypeKind.Integer => "int4",
        SqlTypeKind.BigInt => "int8",
        SqlTypeKind.Real => "float4",
        SqlTypeKind.Double => "float8",
        SqlTypeKind.Decimal => "numeric",
        SqlTypeKind.Boolean => "bool",
        _ => type.Kind.ToString().ToLowerInvariant(),
    };

    public static string Length(SqlType type) => type.Kind == SqlTypeKind.Decimal
        ? string.Create(CultureInfo.InvariantCulture, $"{type.Precision}, {type.Scale}") : type.Length.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>A row of pg_type, with the name that format_type prints.</summary>
internal sealed record BaseType(uint Oid, string Name, short Length, string SqlName, char Category);

/// <summary>The types of the database; numbers as PostgreSQL's, Redshift's own where PostgreSQL has none.</summary>
internal static class BaseTypes
{
    public static ImmutableArray<BaseType> All { get; } =
    [
        new(16, "bool", 1, "boolean", 'B'),
        new(17, "bytea", -1, "bytea", 'U'),
        new(18, "char", 1, "\"char\"", 'S'),
        new(19, "name", 64, "name", 'S'),
        new(20, "int8", 8, "bigint", 'N'),
        new(21, "int2", 2, "smallint", 'N'),
        new(23, "int4", 4, "integer", 'N'),
        new(24, "regproc", 4, "regproc", 'N'),
        new(25, "text", -1, "text", 'S'),
        new(26, "oid", 4, "oid", 'N'),
        new(700, "float4", 4, "real", 'N'),
        new(701, "float8", 8, "double precision", 'N'),
        new(705, "unknown", -1, "unknown", 'X'),
        new(1042, "bpchar", -1, "character", 'S'),
        new(1043, "varchar", -1, "character varying", 'S'),
        new(1082, "date", 4, "date", 'D'),
        new(1083, "time", 8, "time without time zone", 'D'),
        new(1114, "timestamp", 8, "timestamp without time zone", 'D'),
        new(1184, "timestamptz", 8, "timestamp with time zone", 'D'),
        new(1266, "timetz", 12, "time with time zone", 'D'),
        new(1700, "numeric", -1, "numeric", 'N'),
        new(2205, "regclass", 4, "regclass", 'N'),
        new(2206, "regtype", 4, "regtype", 'N'),
    ];

    /// <summary>Types that drivers don't learn at connecting: they have no client-side form.</summary>
    public static ImmutableArray<BaseType> Own { get; } =
    [
        new(4000, "super", -1, "super", 'U'),
        new(6551, "varbyte", -1, "binary varying", 'U'),
    ];
}

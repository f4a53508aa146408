using System.Collections.Frozen;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>Type names and their limits (AWS: c_Supported_data_types, c_unsupported-postgresql-datatypes).</summary>
internal static class TypeNames
{
    private const int MaximumChar = 4096;
    private const int MaximumVarbyte = 16_777_216;
    private const int DefaultVarbyte = 64_000;

    /// <summary>Types that PostgreSQL has and Redshift's tables don't; any other name is no type at all.</summary>
    private static readonly FrozenSet<string> Postgres = FrozenSet.Create(
        StringComparer.Ordinal, "json", "jsonb", "uuid", "bytea", "money", "inet", "cidr", "macaddr", "xml", "bit", "varbit", "hstore", "point", "line", "lseg", "box", "path", "polygon", "circle",
        "tsvector", "tsquery", "serial", "bigserial", "smallserial", "interval", "oid", "name", "regclass", "regtype", "regproc", "abstime", "reltime", "tinterval");

    public static string Print(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Boolean => "boolean",
        SqlTypeKind.SmallInt => "smallint",
        SqlTypeKind.Integer => "integer",
        SqlTypeKind.BigInt => "bigint",
        SqlTypeKind.Real => "real",
        SqlTypeKind.Double => "double precision",
        SqlTypeKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"numeric({type.Precision},{type.Scale})"),
        SqlTypeKind.Char => string.Create(CultureInfo.InvariantCulture, $"character({type.Length})"),
        SqlTypeKind.Varchar => string.Create(CultureInfo.InvariantCulture, $"character varying({type.Length})"),
        SqlTypeKind.Date => "date",
        SqlTypeKind.Time => "time without time zone",
        SqlTypeKind.TimeTz => "time with time zone",
        SqlTypeKind.Timestamp => "timestamp without time zone",
        SqlTypeKind.TimestampTz => "timestamp with time zone",
        SqlTypeKind.Super => "super",
        SqlTypeKind.Varbyte => string.Create(CultureInfo.InvariantCulture, $"binary varying({type.Length})"),
        SqlTypeKind.Name => "name",
        SqlTypeKind.Oid => "oid",
        SqlTypeKind.Interval => "interval",
        _ => "unknown",
    };

    /// <summary>Without its length or digits.</summary>
    public static string Bare(SqlType type) => Print(type).Split('(')[0];

    /// <summary>The catalogue's name of the type: a cast's column bears it.</summary>
    public static string Internal(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Boolean => "bool",
        SqlTypeKind.SmallInt => "int2",
        SqlTypeKind.Integer => "int4",
        SqlTypeKind.BigInt => "int8",
        SqlTypeKind.Real => "float4",
        SqlTypeKind.Double => "float8",
        SqlTypeKind.Char => "bpchar",
        SqlTypeKind.Varchar => "varchar",
        SqlTypeKind.Time => "time",
        SqlTypeKind.TimeTz => "timetz",
        SqlTypeKind.Timestamp => "timestamp",
        SqlTypeKind.TimestampTz => "timestamptz",
        SqlTypeKind.Varbyte => "varbyte",
        _ => Bare(type),
    };

    /// <summary>The type of a cast or of a column.</summary>
    /// <param name="syntax">As written.</param>
    /// <param name="column">"t.c" for the message of an unsupported column type; null for a cast.</param>
    public static SqlType Resolve(TypeSyntax syntax, string? column = null)
    {
        if (syntax.Array)
        {
            throw Unsupported(syntax, syntax.Name + "[]", column);
        }

        return syntax.Name switch
        {
            "boolean" or "bool" => Plain(syntax, SqlTypeKind.Boolean),
            "smallint" or "int2" => Plain(syntax, SqlTypeKind.SmallInt),
            "integer" or "int" or "int4" => Plain(syntax, SqlTypeKind.Integer),
            "bigint" or "int8" => Plain(syntax, SqlTypeKind.BigInt),
            "real" or "float4" => Plain(syntax, SqlTypeKind.Real),
            "double precision" or "float8" => Plain(syntax, SqlTypeKind.Double),
            "float" => syntax.First is <= 24 ? SqlType.Real : SqlType.Double,
            "decimal" or "numeric" or "dec" => Number(syntax),
            "char" or "character" or "nchar" => Text(syntax, SqlTypeKind.Char, 1, MaximumChar),
            "bpchar" => Text(syntax, SqlTypeKind.Char, 256, MaximumChar),
            "varchar" or "nvarchar" => Text(syntax, SqlTypeKind.Varchar, 256, SqlType.MaximumVarchar),
            "text" => SqlType.Varchar(column is null ? SqlType.MaximumVarchar : 256),
            "date" => Plain(syntax, SqlTypeKind.Date),
            "time" => Plain(syntax, SqlTypeKind.Time, true),
            "timetz" => Plain(syntax, SqlTypeKind.TimeTz, true),
            "timestamp" => Plain(syntax, SqlTypeKind.Timestamp, true),
            "timestamptz" => Plain(syntax, SqlTypeKind.TimestampTz, true),
            "super" => Plain(syntax, SqlTypeKind.Super),
            "varbyte" or "varbinary" or "binary" => Text(syntax, SqlTypeKind.Varbyte, DefaultVarbyte, MaximumVarbyte),
            "name" when column is null => SqlType.Name,
            "oid" when column is null => SqlType.Oid,
            _ => throw Unsupported(syntax, syntax.Name, column),
        };
    }

    private static SqlError Unsupported(TypeSyntax syntax, string name, string? column)
    {
        if (name is "geometry" or "geography" or "hllsketch" || (name == "interval" && column is null))
        {
            return SqlError.NotSupported($"the type {name.ToUpperInvariant()}", syntax.Position);
        }

        if (!syntax.Array && !Postgres.Contains(name))
        {
            return new SqlError("42704", $"type \"{name}\" does not exist", syntax.Position);
        }

        return new SqlError(
            "0A000", column is null ? $"type \"{name}\" is not supported" : $"Column \"{column}\" has unsupported type \"{name}\".", syntax.Position, hint: name is "serial" or "bigserial" ? "Use IDENTITY(1,1)." : null);
    }

    private static SqlType Plain(TypeSyntax syntax, SqlTypeKind kind, bool precision = false) =>
        (syntax.First is not null && !precision) || syntax.Second is not null || syntax.IsMax
            ? throw new SqlError("42601", $"type modifier is not allowed for type \"{syntax.Name}\"", syntax.Position)
            : new SqlType(kind);

    private static SqlType Number(TypeSyntax syntax)
    {
        var precision = syntax.First ?? 18;
        var scale = syntax.Second ?? 0;
        if (syntax.IsMax || precision is < 1 or > 38)
        {
            throw new SqlError("22023", $"NUMERIC precision {precision} must be between 1 and 38", syntax.Position);
        }

        return scale > 37 || scale > precision
            ? throw new SqlError("22023", $"NUMERIC scale {scale} must be between 0 and {(scale > 37 ? 37 : precision)}", syntax.Position)
            : SqlType.Decimal(precision, scale);
    }

    private static SqlType Text(TypeSyntax syntax, SqlTypeKind kind, int standard, int maximum)
    {
        var length = syntax.IsMax ? maximum : syntax.First ?? standard;
        if (length < 1)
        {
            throw new SqlError("22023", $"length for type {syntax.Name} must be at least 1", syntax.Position);
        }

        return length > maximum
            ? throw new SqlError("22023", $"length for type {syntax.Name} cannot exceed {maximum}", syntax.Position)
            : new SqlType(kind, length);
    }
}

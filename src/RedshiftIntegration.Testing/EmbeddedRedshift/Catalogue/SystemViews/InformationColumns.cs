using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class InformationColumns() : SystemView(
    InformationSchema,
    "columns",
    Text("table_catalog", 128), Text("table_schema", 128), Text("table_name", 128), Text("column_name", 128), Int("ordinal_position"),
    Text("column_default", 65_535), Text("is_nullable", 3), Text("data_type", 128), Int("character_maximum_length"), Int("character_octet_length"),
    Int("numeric_precision"), Int("numeric_precision_radix"), Int("numeric_scale"), Int("datetime_precision"), Text("interval_type"), Text("interval_precision"),
    Text("character_set_catalog"), Text("character_set_schema"), Text("character_set_name"), Text("collation_catalog"), Text("collation_schema"),
    Text("collation_name"), Text("domain_catalog"), Text("domain_schema"), Text("domain_name"), Text("udt_catalog"), Text("udt_schema"), Text("udt_name"),
    Text("scope_catalog"), Text("scope_schema"), Text("scope_name"), Int("maximum_cardinality"), Text("dtd_identifier"), Text("is_self_referencing"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.Accessible(session, warehouse)
        from c in r.Columns
        let facts = ColumnFacts.Of(c.Type)
        select new object?[]
        {
            warehouse.Catalogue.Database, r.Schema, r.Name, c.Name, c.Number,
            PgAttrdef.Expression(r, c), c.NotNull ? "NO" : "YES", TypeNames.Bare(c.Type), facts.Length, null,
            facts.Precision, facts.Radix, facts.Scale, facts.DatetimePrecision, null, null,
            null, null, null, null, null,
            null, null, null, null, warehouse.Catalogue.Database, PgCatalog, TypeNames.Internal(c.Type),
            null, null, null, null, c.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), "NO",
        };
}

/// <summary>The numbers by which the information schema describes a type.</summary>
internal sealed record ColumnFacts(int? Length, int? Precision, int? Radix, int? Scale, int? DatetimePrecision)
{
    private static readonly ColumnFacts None = new(null, null, null, null, null);

    public static ColumnFacts Of(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Char or SqlTypeKind.Varchar or SqlTypeKind.Varbyte when type.Length > 0 => None with { Length = type.Length },
        SqlTypeKind.SmallInt => None with { Precision = 16, Radix = 2, Scale = 0 },
        SqlTypeKind.Integer => None with { Precision = 32, Radix = 2, Scale = 0 },
        SqlTypeKind.BigInt => None with { Precision = 64, Radix = 2, Scale = 0 },
        SqlTypeKind.Real => None with { Precision = 24, Radix = 2 },
        SqlTypeKind.Double => None with { Precision = 53, Radix = 2 },
        SqlTypeKind.Decimal => None with { Precision = type.Precision, Radix = 10, Scale = type.Scale },
        SqlTypeKind.Time or SqlTypeKind.TimeTz or SqlTypeKind.Timestamp or SqlTypeKind.TimestampTz => None with { DatetimePrecision = 6 },
        _ => None,
    };
}

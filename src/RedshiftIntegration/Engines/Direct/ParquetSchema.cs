using ParquetSharp;
using ParquetSharp.Schema;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Engines.Direct;

/// <summary>The exact physical and logical types of the staged files: what COPY matches by position (AWS: copy-usage_notes-copy-from-columnar).</summary>
internal static class ParquetSchema
{
    public static GroupNode Of(ResolvedMapping mapping) => new("schema", Repetition.Required, [.. mapping.Columns.Select(NodeOf)]);

    private static PrimitiveNode NodeOf(ResolvedColumn column)
    {
        ColumnLayout layout = ColumnLayout.Of(column);
        using LogicalType logical = Logical(column.TransportType);
        return new PrimitiveNode(
            column.TargetColumn,
            column.IsNullable ? Repetition.Optional : Repetition.Required,
            logical,
            Physical(layout.Kind),
            layout.Kind == ColumnKind.FixedBytes ? layout.FixedWidth : -1);
    }

    private static PhysicalType Physical(ColumnKind kind) => kind switch
    {
        ColumnKind.Int32 => PhysicalType.Int32,
        ColumnKind.Int64 => PhysicalType.Int64,
        ColumnKind.Boolean => PhysicalType.Boolean,
        ColumnKind.Float => PhysicalType.Float,
        ColumnKind.Double => PhysicalType.Double,
        ColumnKind.FixedBytes => PhysicalType.FixedLenByteArray,
        _ => PhysicalType.ByteArray,
    };

    private static LogicalType Logical(RedshiftType type) => type.Kind switch
    {
        RedshiftTypeKind.SmallInt => LogicalType.Int(16, isSigned: true),
        RedshiftTypeKind.Date => LogicalType.Date(),
        RedshiftTypeKind.Timestamp => LogicalType.Timestamp(isAdjustedToUtc: false, TimeUnit.Micros),
        RedshiftTypeKind.Decimal => LogicalType.Decimal(type.Precision, type.Scale),
        RedshiftTypeKind.Varchar => LogicalType.String(),
        _ => LogicalType.None(),
    };
}

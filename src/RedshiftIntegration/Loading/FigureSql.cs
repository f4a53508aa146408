using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>One figure of the stage: the aggregate, its type, and its text as <c>validation_records</c> shows it.</summary>
internal sealed class FigureSql
{
    private readonly int _number;

    private FigureSql(Measured measured, int number, string aggregate, RedshiftType type)
    {
        (Measured, _number, Aggregate, Type) = (measured, number, aggregate, type);
    }

    public Measured Measured { get; }

    public string Aggregate { get; }

    public RedshiftType Type { get; }

    /// <summary>The column of the table of figures.</summary>
    public string Name => $"\"f{_number}\"";

    public string ValueSlot => $"{{{LoadSlots.FigureValue(_number)}}}";

    public string OriginSlot => $"{{{LoadSlots.FigureOrigin(_number)}}}";

    /// <summary>Compared in its own type, since casts print numbers and times in more than one way.</summary>
    public string Same(string relation)
    {
        string expected = $"CAST({ValueSlot} AS {Type})";
        return $"CASE WHEN {relation}.{Name} = {expected} OR ({relation}.{Name} IS NULL AND {expected} IS NULL) THEN 1 ELSE 0 END";
    }

    public string Text(string relation) => Type.Kind switch
    {
        RedshiftTypeKind.Timestamp => $"TO_CHAR({relation}.{Name}, 'YYYY-MM-DD HH24:MI:SS.US')",
        RedshiftTypeKind.Date => $"TO_CHAR({relation}.{Name}, 'YYYY-MM-DD')",
        _ => $"CAST({relation}.{Name} AS VARCHAR({ControlSchema.FigureLength}))",
    };

    public static FigureSql Of(Measured measured, int number, LoadShape shape)
    {
        if (measured.Column is not { } column)
        {
            return new(measured, number, measured.Measure == Measure.Rows ? "COUNT(*)" : DistinctKeys(shape), RedshiftType.BigInt);
        }

        LoadColumn own = shape.Columns.First(c => string.Equals(c.Name, column.TargetColumn, StringComparison.Ordinal));
        (string aggregate, RedshiftType type) = Of(measured.Measure, $"\"s\".{own.Quoted}", own.TransportType);
        return new(measured, number, aggregate, type);
    }

    private static (string Aggregate, RedshiftType Type) Of(Measure measure, string column, RedshiftType type) => measure switch
    {
        Measure.Nulls => ($"COUNT(*) - COUNT({column})", RedshiftType.BigInt),
        Measure.Bytes => ($"SUM(OCTET_LENGTH({column}))", RedshiftType.BigInt),
        Measure.Min => ($"MIN({column})", type),
        Measure.Max => ($"MAX({column})", type),
        _ => Sum(column, type),
    };

    /// <summary>SUM of an integer is BIGINT in Redshift (AWS: r_SUM), which a few thousand microsecond times overflow; of a DECIMAL it is NUMERIC(38,s).</summary>
    private static (string Aggregate, RedshiftType Type) Sum(string column, RedshiftType type) => type.Kind switch
    {
        RedshiftTypeKind.Decimal => ($"SUM({column})", RedshiftType.Decimal(38, type.Scale)),
        RedshiftTypeKind.Boolean => ($"SUM(CASE WHEN {column} THEN 1 WHEN NOT {column} THEN 0 END)", RedshiftType.BigInt),
        RedshiftTypeKind.Date => (Wide($"DATEDIFF(day, DATE '1970-01-01', {column})"), RedshiftType.Decimal(38, 0)),
        RedshiftTypeKind.Timestamp => (Wide($"DATEDIFF(microsecond, TIMESTAMP '1970-01-01 00:00:00', {column})"), RedshiftType.Decimal(38, 0)),
        _ => (Wide(column), RedshiftType.Decimal(38, 0)),
    };

    private static string Wide(string value) => $"SUM(CAST({value} AS DECIMAL(38,0)))";

    private static string DistinctKeys(LoadShape shape) =>
        $"(SELECT COUNT(*) FROM (SELECT DISTINCT {string.Join(", ", shape.Keys.Select(k => k.Quoted))} FROM {LoadShape.Stage}) AS \"k\")";
}

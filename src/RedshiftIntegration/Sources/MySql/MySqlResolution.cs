using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>Which type a column becomes: the map's default, or what <c>As</c> asks for if no value can change on the way.</summary>
internal static class MySqlResolution
{
    private static readonly RedshiftTypeKind[] WholeKinds = [RedshiftTypeKind.SmallInt, RedshiftTypeKind.Integer, RedshiftTypeKind.BigInt, RedshiftTypeKind.Decimal];
    private static readonly RedshiftTypeKind[] TextKinds = [RedshiftTypeKind.Varchar, RedshiftTypeKind.Char];

    /// <summary>What each family may become, its default included. All are exact: a value that does not fit is refused with its key, never changed.</summary>
    private static readonly Dictionary<MySqlFamily, RedshiftTypeKind[]> Allowed = new()
    {
        [MySqlFamily.Int] = [.. WholeKinds, RedshiftTypeKind.Boolean, RedshiftTypeKind.DoublePrecision, .. TextKinds],
        [MySqlFamily.BigInt] = [.. WholeKinds, RedshiftTypeKind.Boolean, .. TextKinds],
        [MySqlFamily.Bit] = [.. WholeKinds, RedshiftTypeKind.Boolean, .. TextKinds],
        [MySqlFamily.Decimal] = [.. WholeKinds, .. TextKinds],
        [MySqlFamily.Float] = [RedshiftTypeKind.Real, RedshiftTypeKind.DoublePrecision, .. TextKinds],
        [MySqlFamily.Double] = [RedshiftTypeKind.DoublePrecision, .. TextKinds],
        [MySqlFamily.Date] = [RedshiftTypeKind.Date, RedshiftTypeKind.Timestamp, .. TextKinds],
        [MySqlFamily.DateTime] = [RedshiftTypeKind.Timestamp, RedshiftTypeKind.TimestampTz, .. TextKinds],
        [MySqlFamily.Time] = [RedshiftTypeKind.BigInt, RedshiftTypeKind.Time, .. TextKinds],
        [MySqlFamily.Text] = [.. TextKinds, .. WholeKinds, RedshiftTypeKind.Boolean, RedshiftTypeKind.DoublePrecision, RedshiftTypeKind.Date, RedshiftTypeKind.Timestamp, RedshiftTypeKind.Super],
        [MySqlFamily.Spelled] = TextKinds,
        [MySqlFamily.Json] = [RedshiftTypeKind.Super, .. TextKinds],
        [MySqlFamily.Binary] = [RedshiftTypeKind.Varbyte, .. TextKinds],
        [MySqlFamily.Geometry] = [RedshiftTypeKind.Varbyte, .. TextKinds],
    };

    public static ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType)
    {
        if (column.Facts is not MySqlColumnFacts facts || MySqlTypeMap.RowOf(facts) is not { } row)
        {
            return new ColumnResolution { Problem = SourceProblems.Unsupported(column.Name, column.NativeType, "Leave the column out with Ignore, or read it through a MySqlQuery that casts it.") };
        }

        if (asked is null && facts.IsBool && clrType is "Boolean" or "Boolean?")
        {
            return new ColumnResolution { Type = RedshiftType.Boolean, Why = "the property is a bool; other values than 0 and 1 are refused" };
        }

        if (asked is null)
        {
            return row.Default(facts) is { } type
                ? new ColumnResolution { Type = type, Why = row.Why(facts) }
                : new ColumnResolution
                {
                    Problem = SourceProblems.NoDefaultType(
                        column.Name, column.NativeType, row.Why(facts), "Ask for one with As: RedshiftType.Decimal(38, s) refuses values that need more, RedshiftType.Varchar(n) takes them as text."),
                };
        }

        return Allowed[row.Family(facts)].Contains(asked.Kind)
            ? new ColumnResolution { Type = asked, Why = $"asked for; {column.NativeType} values that it does not hold exactly are refused" }
            : new ColumnResolution
            {
                Problem = SourceProblems.NotCarried(
                    column.Name, column.NativeType, asked, $"Ask for {row.Default(facts)?.ToString() ?? "DECIMAL(38, s)"}, another type that holds every value, or VARCHAR; or read it through a MySqlQuery that converts it."),
            };
    }
}

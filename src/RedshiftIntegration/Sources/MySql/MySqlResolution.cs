using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>Which type a column becomes: the map's default, or what <c>As</c> asks for if no value can change on the way.</summary>
internal static class MySqlResolution
{
    public static ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType)
    {
        if (column.Facts is not MySqlColumnFacts facts || MySqlTypeMap.RowOf(facts) is not { } row)
        {
            return new ColumnResolution { Problem = SourceProblems.Unsupported(column.Name, column.NativeType, "Leave the column out with Ignore, or read it through a MySqlQuery that casts it.") };
        }

        if (row.Alternatives.Length == 0)
        {
            return new ColumnResolution { Problem = SourceProblems.Unsupported(column.Name, column.NativeType, row.Limits!) };
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

        return Array.Exists(row.Alternatives, a => a.Kind == asked.Kind)
            ? new ColumnResolution { Type = asked, Why = $"asked for; {column.NativeType} values that it does not hold exactly are refused" }
            : new ColumnResolution
            {
                Problem = SourceProblems.NotCarried(
                    column.Name, column.NativeType, asked, $"It may become {string.Join(", ", row.Alternatives.Select(a => a.Name))}; for another type read it through a MySqlQuery that converts it."),
            };
    }
}

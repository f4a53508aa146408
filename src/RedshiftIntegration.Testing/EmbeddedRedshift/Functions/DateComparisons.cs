using RedshiftIntegration.Testing.Binding;
using static RedshiftIntegration.Testing.Binding.SqlTypeKind;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>DATE_CMP and its kin: 0, or 1 or -1 for a later or earlier first argument.</summary>
internal static class DateComparisons
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Of("date_cmp", Date, Date),
        Of("date_cmp_timestamp", Date, Timestamp),
        Of("date_cmp_timestamptz", Date, TimestampTz),
        Of("timestamp_cmp", Timestamp, Timestamp),
        Of("timestamp_cmp_date", Timestamp, Date),
        Of("timestamp_cmp_timestamptz", Timestamp, TimestampTz),
        Of("timestamptz_cmp", TimestampTz, TimestampTz),
        Of("timestamptz_cmp_date", TimestampTz, Date),
        Of("timestamptz_cmp_timestamp", TimestampTz, Timestamp),
    ];

    private static Function Of(string name, SqlTypeKind first, SqlTypeKind second) => Function.Of(name, 2, 2, call =>
    {
        var (a, b) = (FunctionCall.Local(Argument(call, 0, first)).Sql, FunctionCall.Local(Argument(call, 1, second)).Sql);
        return call.Result(Printer.Cast($"(CASE WHEN {a} > {b} THEN 1 WHEN {a} < {b} THEN -1 WHEN {a} = {b} THEN 0 END)", SqlType.Integer), SqlType.Integer);
    });

    private static Bound Argument(FunctionCall call, int index, SqlTypeKind kind)
    {
        var value = call.Raw(index);
        return value.IsFlexible ? Coercions.Explicit(value, new SqlType(kind), call.Position)
            : value.Type.Kind == kind ? value
            : value.Type.Kind == Date && kind == Timestamp ? value
            : throw call.Missing();
    }
}

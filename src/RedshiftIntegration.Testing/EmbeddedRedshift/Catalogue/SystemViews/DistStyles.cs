namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Distribution styles by the numbers of pg_class and the words of SVV_TABLE_INFO. AUTO begins as ALL, as on Redshift for small tables.</summary>
internal static class DistStyles
{
    public static short Number(Table? table) => table?.DistStyle switch
    {
        DistStyle.Key => 1,
        DistStyle.All => 8,
        DistStyle.Auto => 10,
        _ => 0,
    };

    public static string Words(Table table) => table.DistStyle switch
    {
        DistStyle.Key => $"KEY({table.DistKey})",
        DistStyle.All => "ALL",
        DistStyle.Even => "EVEN",
        _ => "AUTO(ALL)",
    };

    /// <summary>0 for none, negative for every other column of an interleaved key, as Redshift marks it.</summary>
    public static int SortOrder(Table? table, string column)
    {
        int at = table is null ? -1 : table.SortKey.IndexOf(column);
        bool negative = table?.SortStyle == SortStyle.Interleaved && at % 2 == 1;
        return negative ? -(at + 1) : at + 1;
    }

    public static bool IsDistKey(Table? table, string column) => string.Equals(table?.DistKey, column, StringComparison.Ordinal);
}

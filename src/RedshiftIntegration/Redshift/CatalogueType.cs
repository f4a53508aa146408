namespace RedshiftIntegration.Redshift;

/// <summary>Reads the type names that <c>format_type</c> prints.</summary>
internal static class CatalogueType
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["smallint"] = "SMALLINT",
        ["integer"] = "INTEGER",
        ["bigint"] = "BIGINT",
        ["boolean"] = "BOOLEAN",
        ["real"] = "REAL",
        ["double precision"] = "DOUBLE PRECISION",
        ["numeric"] = "DECIMAL",
        ["character"] = "CHAR",
        ["bpchar"] = "CHAR",
        ["character varying"] = "VARCHAR",
        ["binary varying"] = "VARBYTE",
        ["varbyte"] = "VARBYTE",
        ["date"] = "DATE",
        ["time without time zone"] = "TIME",
        ["time"] = "TIME",
        ["timestamp without time zone"] = "TIMESTAMP",
        ["timestamp with time zone"] = "TIMESTAMPTZ",
        ["super"] = "SUPER",
    };

    public static RedshiftType? Parse(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? text : text[..open]).Trim();
        return Names.TryGetValue(name, out string? known) ? RedshiftType.TryParse(open < 0 ? known : known + text[open..]) : null;
    }
}

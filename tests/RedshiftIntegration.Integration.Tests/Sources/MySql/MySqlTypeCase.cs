namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

/// <summary>A row of the type map: the column, what it becomes, and values as the server takes them and as the file must give them back.</summary>
/// <param name="ddl">The column's type and attributes.</param>
/// <param name="target">The Redshift type by default.</param>
/// <param name="parquet">Physical type, then what DuckDB's parquet_schema prints as the logical type.</param>
/// <param name="values">SQL literal, then text. <c>hex:</c> stands before the hex of binary data.</param>
public sealed class MySqlTypeCase(string ddl, string target, string parquet, params (string Literal, string Text)[] values)
{
    public string Ddl { get; } = ddl;

    public string Target { get; } = target;

    public string Parquet { get; } = parquet;

    public IReadOnlyList<(string Literal, string Text)> Values { get; } = values;

    /// <summary>The definition of the column c that holds it.</summary>
    public string Column => IsNullable && !Ddl.EndsWith("NULL", StringComparison.Ordinal) ? $"c {Ddl} NULL" : $"c {Ddl}";

    /// <summary>Literal, text in the file and text in the warehouse, null for NULL, in the order of the key k, which counts from 0.</summary>
    public IReadOnlyList<(string Literal, string? File, string? Warehouse)> Rows => Values.Count == 0
        ? [("DEFAULT", "0", "0"), ("DEFAULT", "2", "2")]
        : [.. Values.Select(v => (v.Literal, (string?)v.Text, (string?)WarehouseText.GetValueOrDefault(v.Text, v.Text))), .. IsNullable ? [("NULL", null, null)] : Array.Empty<(string, string?, string?)>()];

    /// <summary>A generated column has no values of its own, and SERIAL is NOT NULL by definition.</summary>
    private bool IsNullable => Values.Count > 0 && Ddl != "SERIAL";

    /// <summary>Where the warehouse prints a value otherwise than DuckDB prints the file's.</summary>
    public Dictionary<string, string> WarehouseText { get; } = [];

    public override string ToString() => Ddl;
}

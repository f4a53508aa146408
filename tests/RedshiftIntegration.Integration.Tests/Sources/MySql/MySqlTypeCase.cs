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

    public override string ToString() => Ddl;
}

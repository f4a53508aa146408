namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

/// <summary>A row of the type map: the column, what it becomes, and values as the server takes them and as the file must give them back.</summary>
/// <param name="Ddl">The column's type and attributes.</param>
/// <param name="Target">The Redshift type by default.</param>
/// <param name="Parquet">Physical type, then what DuckDB's parquet_schema prints as the logical type.</param>
/// <param name="Values">SQL literal, then text. <c>hex:</c> stands before the hex of binary data.</param>
public sealed record MySqlTypeCase(string Ddl, string Target, string Parquet, params (string Literal, string Text)[] Values)
{
    public override string ToString() => Ddl;
}

using System.Data.Common;
using System.Globalization;
using MySqlConnector;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>Describes the result of a query by what the server says of it before its first row.</summary>
internal static class MySqlQueryColumns
{
    public static async Task<SourceTable> DescribeAsync(string sql, MySqlConnection connection, CancellationToken cancellationToken)
    {
        await using MySqlCommand command = new($"SELECT * FROM ({sql}) AS q LIMIT 0", connection);
        await using MySqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return new SourceTable
        {
            IsComputed = true,
            Columns = EquatableList.From((await reader.GetColumnSchemaAsync(cancellationToken)).Select(ToColumn)),
            Notes = ["A query has no primary key: name one with MergedOn, or replace the target."],
        };
    }

    private static SourceColumn ToColumn(DbColumn column)
    {
        MySqlColumnFacts facts = FactsOf(column, ((MySqlDbColumn)column).ProviderType);
        return new SourceColumn { Name = column.ColumnName, NativeType = facts.ColumnType, IsNullable = column.AllowDBNull ?? true, Facts = facts };
    }

    private static MySqlColumnFacts FactsOf(DbColumn column, MySqlDbType type)
    {
        int size = column.ColumnSize ?? 0;
        return type switch
        {
            MySqlDbType.Bool or MySqlDbType.Byte => Plain("tinyint", isUnsigned: false),
            MySqlDbType.UByte => Plain("tinyint", isUnsigned: true),
            MySqlDbType.Int16 => Plain("smallint", isUnsigned: false),
            MySqlDbType.UInt16 => Plain("smallint", isUnsigned: true),
            MySqlDbType.Int24 => Plain("mediumint", isUnsigned: false),
            MySqlDbType.UInt24 => Plain("mediumint", isUnsigned: true),
            MySqlDbType.Int32 => Plain("int", isUnsigned: false),
            MySqlDbType.UInt32 => Plain("int", isUnsigned: true),
            MySqlDbType.Int64 => Plain("bigint", isUnsigned: false),
            MySqlDbType.UInt64 => Plain("bigint", isUnsigned: true),
            MySqlDbType.Year => Plain("year", isUnsigned: false),
            MySqlDbType.Float => Plain("float", isUnsigned: false),
            MySqlDbType.Double => Plain("double", isUnsigned: false),
            MySqlDbType.Date or MySqlDbType.Newdate => Plain("date", isUnsigned: false),
            MySqlDbType.DateTime => Plain("datetime", isUnsigned: false),
            MySqlDbType.Timestamp => Plain("timestamp", isUnsigned: false),
            MySqlDbType.Time => Plain("time", isUnsigned: false),
            MySqlDbType.JSON => Plain("json", isUnsigned: false) with { IsJson = true },
            MySqlDbType.Geometry => Plain("geometry", isUnsigned: false),
            MySqlDbType.Decimal or MySqlDbType.NewDecimal => Exact("decimal", column.NumericPrecision ?? 0, column.NumericScale ?? 0),
            MySqlDbType.Bit => Exact("bit", size, 0),
            MySqlDbType.Binary => Sized("binary", size),
            MySqlDbType.VarBinary => Sized("varbinary", size),
            MySqlDbType.TinyBlob or MySqlDbType.Blob or MySqlDbType.MediumBlob or MySqlDbType.LongBlob => Long("longblob", size),
            MySqlDbType.TinyText or MySqlDbType.Text or MySqlDbType.MediumText or MySqlDbType.LongText => Long("longtext", size),
            MySqlDbType.Enum or MySqlDbType.Set or MySqlDbType.VarChar or MySqlDbType.VarString or MySqlDbType.String => Sized("varchar", size),
            MySqlDbType.Guid => Sized("varchar", 36),
            _ => Plain(type.ToString().ToLowerInvariant(), isUnsigned: false),
        };
    }

    private static MySqlColumnFacts Plain(string dataType, bool isUnsigned) =>
        new() { DataType = dataType, ColumnType = isUnsigned ? $"{dataType} unsigned" : dataType, IsOfQuery = true };

    private static MySqlColumnFacts Exact(string dataType, int precision, int scale) => Plain(dataType, isUnsigned: false) with
    {
        ColumnType = string.Create(CultureInfo.InvariantCulture, $"{dataType}({precision},{scale})"),
        Precision = precision,
        Scale = scale,
    };

    private static MySqlColumnFacts Sized(string dataType, int size) => Plain(dataType, isUnsigned: false) with
    {
        ColumnType = string.Create(CultureInfo.InvariantCulture, $"{dataType}({size})"),
        MaxLength = size,
    };

    private static MySqlColumnFacts Long(string dataType, int size) => Plain(dataType, isUnsigned: false) with { MaxLength = size <= 0 ? int.MaxValue : size };
}

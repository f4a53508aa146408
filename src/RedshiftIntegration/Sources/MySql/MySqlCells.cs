using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>Chooses the cell of a column by its family and, for text, by its character set.</summary>
internal static class MySqlCells
{
    private const int MaxReservedBytes = 4_096;

    /// <param name="bytesOfCollation">See <see cref="MySqlSession.GivesBytesOfBinaryCollation"/>.</param>
    public static MySqlCell For(MySqlColumnFacts facts, string name, int ordinal, ColumnAppender appender, bool bytesOfCollation)
    {
        string column = MySqlName.Quote(name);
        return MySqlTypeMap.RowOf(facts)!.Family(facts) switch
        {
            MySqlFamily.Int => new MySqlIntCell(column, ordinal, appender),
            // + 0 takes ZEROFILL's padding away and makes a number of BIT.
            MySqlFamily.BigInt or MySqlFamily.Decimal when !facts.IsZerofill => Plain($"CAST({column} AS BINARY)", ordinal, appender),
            MySqlFamily.BigInt or MySqlFamily.Decimal or MySqlFamily.Bit => Plain($"CAST({column} + 0 AS BINARY)", ordinal, appender),
            MySqlFamily.Double => Plain($"CAST({column} AS BINARY)", ordinal, appender),
            MySqlFamily.Float => new MySqlFloatCell($"CAST({column} + 0e0 AS BINARY)", ordinal, appender),
            MySqlFamily.Date => new MySqlDateCell($"CAST({column} AS BINARY)", ordinal, appender, hasTime: false),
            MySqlFamily.DateTime => new MySqlDateCell($"CAST({column} AS BINARY)", ordinal, appender, hasTime: true),
            MySqlFamily.Time => new MySqlTimeCell($"CAST({column} AS BINARY)", ordinal, appender),
            MySqlFamily.Binary => new MySqlBinaryCell(column, ordinal, appender),
            MySqlFamily.Geometry => new MySqlBinaryCell($"ST_AsWKB({column})", ordinal, appender),
            MySqlFamily.Spelled => new MySqlTextCell(Bytes($"CAST({column} AS CHAR)", bytesOfCollation), ordinal, appender, MaxPlainBytesOf(facts)),
            // The text's own bytes, since the canonical text of a VARBYTE would be hex.
            MySqlFamily.Text or MySqlFamily.Json when appender.ReadKind == RedshiftTypeKind.Varbyte => new MySqlBinaryCell(TextExpression(facts, column, bytesOfCollation), ordinal, appender),
            _ => new MySqlTextCell(TextExpression(facts, column, bytesOfCollation), ordinal, appender, MaxTextBytes(facts)),
        };
    }

    private static MySqlTextCell Plain(string expression, int ordinal, ColumnAppender appender) => new(expression, ordinal, appender, MySqlCell.MaxPlainBytes);

    private static int MaxPlainBytesOf(MySqlColumnFacts facts) => facts.DataType is "uuid" or "inet4" or "inet6" ? MySqlCell.MaxPlainBytes : 0;

    /// <summary>
    /// A _bin collation costs the server nothing and still converts to UTF-8 on the wire; CAST(text AS BINARY) would give the stored character set's bytes.
    /// </summary>
    private static string TextExpression(MySqlColumnFacts facts, string column, bool bytesOfCollation) => facts switch
    {
        { DataType: "json" } => Bytes($"CAST({column} AS CHAR)", bytesOfCollation),
        { IsOfQuery: true } or { Charset: null } => Bytes($"CONVERT({column} USING utf8mb4)", bytesOfCollation),
        _ when !bytesOfCollation => Bytes(column, bytesOfCollation),
        _ when facts.Collation?.EndsWith("_bin", StringComparison.OrdinalIgnoreCase) == true => column,
        _ => $"{column} COLLATE {facts.Charset}_bin",
    };

    private static string Bytes(string utf8, bool bytesOfCollation) => bytesOfCollation ? $"{utf8} COLLATE utf8mb4_bin" : $"CAST(CONVERT({utf8} USING utf8mb4) AS BINARY)";

    /// <summary>0 where the length is asked first: for TEXT and JSON, whose bound is far above what they hold.</summary>
    private static int MaxTextBytes(MySqlColumnFacts facts)
    {
        long bytes = facts.IsJson || facts.DataType.EndsWith("text", StringComparison.Ordinal) || facts.IsOfQuery ? 0 : facts.MaxLength * MySqlText.BytesPerCharacter(facts.Charset);
        return bytes > MaxReservedBytes ? 0 : (int)bytes;
    }
}

namespace RedshiftIntegration.Sources.MySql;

/// <summary>What information_schema, or the result of a query, says of a column.</summary>
internal sealed record MySqlColumnFacts
{
    /// <summary>DATA_TYPE in lower case, for example <c>varchar</c>.</summary>
    public required string DataType { get; init; }

    /// <summary>COLUMN_TYPE: the only place of <c>unsigned</c>, <c>zerofill</c>, <c>(1)</c> and the labels of ENUM and SET.</summary>
    public required string ColumnType { get; init; }

    public int Precision { get; init; }

    public int Scale { get; init; }

    /// <summary>CHARACTER_MAXIMUM_LENGTH: characters; bytes for TEXT, BLOB and binary columns.</summary>
    public long MaxLength { get; init; }

    public string? Charset { get; init; }

    public string? Collation { get; init; }

    /// <summary>MySQL's own JSON, or MariaDB's alias, told by its check constraint.</summary>
    public bool IsJson { get; init; }

    /// <summary>A column of a query: its character set is not known, the server converts.</summary>
    public bool IsOfQuery { get; init; }

    public bool IsUnsigned => ColumnType.Contains("unsigned", StringComparison.OrdinalIgnoreCase) || IsZerofill;

    public bool IsZerofill => ColumnType.Contains("zerofill", StringComparison.OrdinalIgnoreCase);

    /// <summary>TINYINT(1), MySQL's word for BOOL.</summary>
    public bool IsBool => ColumnType.StartsWith("tinyint(1)", StringComparison.OrdinalIgnoreCase);
}

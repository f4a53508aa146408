namespace RedshiftIntegration.Sources.MySql;

/// <summary>Types that are read alike and become the same Redshift types.</summary>
internal enum MySqlFamily
{
    /// <summary>TINYINT to INT, up to 32 bits signed: the driver gives them without an object.</summary>
    Int,

    /// <summary>Integers that are read as digits: INT UNSIGNED, BIGINT, ZEROFILL.</summary>
    BigInt,

    Bit,
    Decimal,
    Float,
    Double,
    Date,
    DateTime,
    Time,
    Text,

    /// <summary>UUID, INET4, INET6: text that the server writes when asked.</summary>
    Spelled,

    Json,
    Binary,
    Geometry,
}

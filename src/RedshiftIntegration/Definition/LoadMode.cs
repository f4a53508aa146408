namespace RedshiftIntegration.Definition;

internal enum LoadMode
{
    /// <summary>Not stated: merge on the source's primary key.</summary>
    Default,
    Replace,
    Append,
    Merge,
}

internal enum DistributionStyle
{
    /// <summary>Not stated: Redshift chooses.</summary>
    Auto,
    Key,
    Even,
    All,
}

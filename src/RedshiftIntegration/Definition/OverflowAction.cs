namespace RedshiftIntegration.Definition;

/// <summary>The kinds of <see cref="OverflowPolicy"/>.</summary>
internal enum OverflowAction
{
    Refuse,
    Widen,
    Truncate,
    ToSuper,
    Quarantine,
}

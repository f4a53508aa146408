namespace RedshiftIntegration.Flow;

/// <summary>The compiled transforms of one column over canonical text. One instance serves one thread. NULL never reaches it.</summary>
internal interface ICellTransform
{
    /// <summary>The transformed text; false for NULL. The result is valid until the next call.</summary>
    bool TryApply(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> result);
}

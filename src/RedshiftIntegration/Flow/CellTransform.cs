using RedshiftIntegration.Mapping;

namespace RedshiftIntegration.Flow;

/// <summary>A column's <see cref="TransformChain"/> where cells pass: says of a refused value which column it was.</summary>
internal sealed class CellTransform : ICellTransform
{
    private readonly ResolvedColumn _column;
    private readonly TransformChain _chain;

    private CellTransform(ResolvedColumn column, TransformChain chain)
    {
        _column = column;
        _chain = chain;
    }

    /// <summary>Null where the column has no transform.</summary>
    public static CellTransform? For(ResolvedColumn column, byte[]? piiKey) =>
        column.Transforms.Count == 0 ? null : new(column, TransformChain.Compile(column.Transforms, column.IsPii, piiKey));

    public bool TryApply(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> result)
    {
        try
        {
            return _chain.TryApply(text, out result);
        }
        catch (TransformValueException refused)
        {
            throw new ValueRefusedException(_column, refused.Rule, refused.Remedy, ShownValue.Of(text));
        }
    }
}

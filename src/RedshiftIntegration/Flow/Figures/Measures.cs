using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Figures;

/// <summary>What a run measures: a function of the mapping alone, so that statements and figures agree by position.</summary>
internal static class Measures
{
    /// <summary>A sum of more digits may pass the 38 that DECIMAL holds: ten thousand million rows need ten.</summary>
    private const int MaxSummedDigits = 28;

    public static IReadOnlyList<Measured> Of(ResolvedMapping mapping, Verification verification)
    {
        List<Measured> all = [new(null, Measure.Rows)];
        if (!verification.IsFull)
        {
            return all;
        }

        if (mapping.Keys.Count > 0)
        {
            all.Add(new(null, Measure.DistinctKeys));
        }

        all.AddRange(mapping.Columns.SelectMany(c => OfColumn(c).Select(m => new Measured(c, m))));
        return all;
    }

    /// <summary>Least, greatest and sum of personal data would be personal data in a table of figures.</summary>
    private static Measure[] OfColumn(ResolvedColumn column) => Transport.Of(column.Type) switch
    {
        _ when column.IsPii => [Measure.Nulls],
        { Kind: RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt or RedshiftTypeKind.Date or RedshiftTypeKind.Timestamp } =>
            [Measure.Nulls, Measure.Min, Measure.Max, Measure.Sum],
        { Kind: RedshiftTypeKind.Decimal, Precision: <= MaxSummedDigits } => [Measure.Nulls, Measure.Min, Measure.Max, Measure.Sum],
        { Kind: RedshiftTypeKind.Decimal or RedshiftTypeKind.Real or RedshiftTypeKind.DoublePrecision } => [Measure.Nulls, Measure.Min, Measure.Max],
        { Kind: RedshiftTypeKind.Boolean } => [Measure.Nulls, Measure.Sum],
        // Which text is the least depends on the collation, so texts are measured by their bytes.
        _ => [Measure.Nulls, Measure.Bytes],
    };
}

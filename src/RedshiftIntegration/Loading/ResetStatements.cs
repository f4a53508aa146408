using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>What a reset does to the target: the rows beyond the new watermark go, so that the next run finds the table as a load up to there had left it.</summary>
internal static class ResetStatements
{
    private const string Step = "clear";

    public static IEnumerable<LoadStatement> Of(LoadShape shape, bool toTheBeginning)
    {
        string condition = toTheBeginning ? string.Empty : $" WHERE {Beyond(shape)}";
        yield return CountStatements.Create(Step, shape);
        yield return new(Step, $"INSERT INTO {LoadShape.Counts} ({CountStatements.Columns}) SELECT 0, 0, 0, COUNT(*) FROM {shape.Target}{condition}");
        yield return CountStatements.Read(Step, shape);
        yield return new(Step, $"DELETE FROM {shape.Target}{condition}");
    }

    private static string Beyond(LoadShape shape) => shape.Cursor switch
    {
        { IsStageOnly: false } cursor => $"{cursor.Quoted} > CAST({{reset_to}} AS {cursor.Type})",
        _ => throw new ArgumentException("The target does not hold the cursor as it is.", nameof(shape)),
    };

    /// <summary>The watermark as text that casts to the cursor's column: watermarks are in UTC, whatever the session's time zone.</summary>
    public static string Literal(LoadRequest request)
    {
        ResolvedColumn? column = request.Mapping.Columns.FirstOrDefault(c => string.Equals(c.TargetColumn, request.Mapping.Cursor?.StageColumn, StringComparison.Ordinal));
        string zone = column?.Type.Kind == RedshiftTypeKind.TimestampTz ? "+00" : string.Empty;
        return Redshift.RedshiftLiteral.Text($"{request.WatermarkTo}{zone}");
    }
}

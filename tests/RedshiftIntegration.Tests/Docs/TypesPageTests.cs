using System.Globalization;
using ParquetSharp.Schema;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Engines.Direct;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Sources.Database;
using RedshiftIntegration.Sources.MySql;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Docs;

/// <summary>docs/types.md says what the type maps say.</summary>
public sealed class TypesPageTests
{
    private const string NoDefault = "none: ask with `As`";

    [Fact]
    public void The_page_of_types_is_as_the_maps_are() => new GeneratedPage("types.md")
        .With("transport", Transports())
        .With("mysql", MySql())
        .With("mysql-alternatives", MySqlAlternativeLines())
        .With("postgresql", Ado(TypeSamples.PostgreSql, n => PostgreSqlType.Of(n) is var t ? (t.Family, t.Default, t.Why) : default))
        .With("sqlite", Ado(TypeSamples.Sqlite, n => SqliteType.Of(n) is var t ? (t.Family, t.Default, t.Why) : default))
        .With("families", TypeFamilies.Alternatives.SelectMany(f => Lines(f.Key.ToString().ToLowerInvariant(), f.Value)).Prepend(AlternativesHead))
        .Verify();

    [Fact]
    public void Every_row_of_the_map_stands_on_the_page() =>
        MySqlTypeMap.Rows.Select(r => r.DataTypes[0]).Should().BeSubsetOf(TypeSamples.MySql.Select(s => MySqlTypeMap.RowOf(s.Facts)!.DataTypes[0]));

    private static IEnumerable<string> Transports() =>
    [
        GeneratedPage.Row("Redshift", "in the file", "in the stage", "into the target"), "| --- | --- | --- | --- |",
        .. TypeSamples.Redshift.Select(t => GeneratedPage.Row(
            t.ToString(), FileType(t), Transport.Of(t).ToString(), Transport.Cast(t, "c") is "c" ? "as it is" : GeneratedPage.Code(Transport.Cast(t, "c")))),
    ];

    private static IEnumerable<string> MySql()
    {
        HashSet<MySqlTypeRow> shown = [];
        return
        [
            GeneratedPage.Row("source", "how it is read", "in the file", "Redshift", "why", "what else happens"), "| --- | --- | --- | --- | --- | --- |",
            .. TypeSamples.MySql.Select(s =>
            {
                MySqlTypeRow row = MySqlTypeMap.RowOf(s.Facts)!;
                RedshiftType? type = row.Default(s.Facts);
                string limits = row.Limits is null ? string.Empty : shown.Add(row) ? row.Limits : "as above";
                return GeneratedPage.Row(
                    GeneratedPage.Code(s.Name),
                    row.Alternatives.Length == 0 ? "not" : Reading(s.Facts, type ?? RedshiftType.Decimal(38, 0)),
                    type is null ? string.Empty : FileType(type),
                    row.Alternatives.Length == 0 ? "not carried ([RSI2012](errors/RSI2012.md))" : type?.ToString() ?? NoDefault,
                    row.Why(s.Facts),
                    limits);
            }),
        ];
    }

    private static IEnumerable<string> MySqlAlternativeLines() => MySqlTypeMap.Rows
        .Where(r => r.Alternatives.Length > 0)
        .GroupBy(r => string.Join('\n', r.Alternatives.Select(a => a.ToString())), StringComparer.Ordinal)
        .SelectMany(g => Lines(string.Join(", ", g.SelectMany(r => r.DataTypes).Select(GeneratedPage.Code)), g.First().Alternatives))
        .Prepend(AlternativesHead);

    private static string AlternativesHead => $"{GeneratedPage.Row("source", "`As`", "what arrives", "what is refused")}\n| --- | --- | --- | --- |";

    /// <summary>Alternatives that say the same share a line.</summary>
    private static IEnumerable<string> Lines(string source, IReadOnlyList<TypeAlternative> alternatives) => alternatives
        .GroupBy(a => (a.Carries, a.Refuses))
        .Select((g, i) => GeneratedPage.Row(i == 0 ? source : string.Empty, string.Join(", ", g.Select(a => a.Name)), g.Key.Carries, g.Key.Refuses ?? "nothing"));

    private static IEnumerable<string> Ado(IEnumerable<string> natives, Func<string, (TypeFamily Family, RedshiftType? Default, string Why)> of) =>
    [
        GeneratedPage.Row("source", "family", "in the file", "Redshift", "why"), "| --- | --- | --- | --- | --- |",
        .. natives.Select(n =>
        {
            (TypeFamily family, RedshiftType? type, string why) = of(n);
            return GeneratedPage.Row(n.Length == 0 ? "without a type" : GeneratedPage.Code(n), family.ToString().ToLowerInvariant(), type is null ? string.Empty : FileType(type), type?.ToString() ?? NoDefault, why);
        }),
    ];

    private static string Reading(MySqlColumnFacts facts, RedshiftType type)
    {
        RowAppender rows = new(Mapping(type), null);
        MySqlCell cell = MySqlCells.For(facts, "c", 0, rows.Inputs[0].Appender, bytesOfCollation: true);
        return cell is MySqlIntCell ? $"{GeneratedPage.Code(cell.Expression)}, as a number" : $"{GeneratedPage.Code(cell.Expression)}, as bytes";
    }

    private static string FileType(RedshiftType type)
    {
        using GroupNode schema = ParquetSchema.Of(Mapping(type));
        using PrimitiveNode node = (PrimitiveNode)schema.Field(0);
        string physical = node.PhysicalType switch
        {
            ParquetSharp.PhysicalType.FixedLenByteArray => string.Create(CultureInfo.InvariantCulture, $"FLBA({node.TypeLength})"),
            ParquetSharp.PhysicalType.ByteArray => "BYTE_ARRAY",
            var other => other.ToString().ToUpperInvariant(),
        };
        using ParquetSharp.LogicalType logical = node.LogicalType;
        string text = logical switch
        {
            ParquetSharp.DecimalLogicalType d => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({d.Precision},{d.Scale})"),
            ParquetSharp.TimestampLogicalType t => $"TIMESTAMP_{t.TimeUnit.ToString().ToUpperInvariant()}, {(t.IsAdjustedToUtc ? "UTC" : "without UTC flag")}",
            ParquetSharp.IntLogicalType i => string.Create(CultureInfo.InvariantCulture, $"INT{i.BitWidth}"),
            ParquetSharp.StringLogicalType => "STRING",
            ParquetSharp.DateLogicalType => "DATE",
            _ => string.Empty,
        };
        return text.Length == 0 ? physical : $"{physical} / {text}";
    }

    private static ResolvedMapping Mapping(RedshiftType type) => new() { Columns = [new ResolvedColumn { SourceColumn = "c", TargetColumn = "c", Type = type }], Mode = LoadMode.Replace };
}

using System.Text.Json;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Flow;

public sealed class CursorBoundTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "cursor.json"))).RootElement;

    public static TheoryData<string> Rows(string section) => [.. Vectors.GetProperty(section).EnumerateArray().Select(row => row.GetRawText())];

    [Theory]
    [MemberData(nameof(Rows), "canonical")]
    public void A_cursor_value_has_one_canonical_text(string row)
    {
        JsonElement vector = JsonDocument.Parse(row).RootElement;
        CursorBound bound = CursorBound.Parse(Kind(vector), Text(vector, "text")!);
        bound.ToString().Should().Be(Text(vector, "canonical"));
        CursorBound.Parse(bound.Kind, bound.ToString()).Should().Be(bound);
    }

    [Theory]
    [MemberData(nameof(Rows), "refused")]
    public void A_text_that_is_no_cursor_value_is_refused(string row)
    {
        JsonElement vector = JsonDocument.Parse(row).RootElement;
        CursorBound.TryParse(Kind(vector), Text(vector, "text")!, out _).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Rows), "order")]
    public void Cursor_values_are_ordered_as_values_not_as_texts(string row)
    {
        JsonElement vector = JsonDocument.Parse(row).RootElement;
        CursorBound[] bounds = [.. vector.GetProperty("texts").EnumerateArray().Select(text => CursorBound.Parse(Kind(vector), text.GetString()!))];
        for (int i = 1; i < bounds.Length; i++)
        {
            (bounds[i - 1] < bounds[i]).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Rows), "lower")]
    public void The_lower_bound_reaches_back_by_the_lag_and_an_append_begins_above_its_watermark(string row)
    {
        JsonElement vector = JsonDocument.Parse(row).RootElement;
        ResolvedCursor cursor = new()
        {
            SourceColumn = "c",
            StageColumn = "c",
            Kind = Kind(vector),
            LagTime = TimeSpan.FromSeconds(vector.TryGetProperty("lagSeconds", out JsonElement seconds) ? seconds.GetInt64() : 0),
            LagNumber = vector.TryGetProperty("lagNumber", out JsonElement number) ? number.GetInt64() : 0,
        };
        CursorLowerBound? lower = CursorBound.Lower(cursor, CursorBound.Parse(cursor.Kind, Text(vector, "watermark")!), Enum.Parse<LoadMode>(Text(vector, "mode")!));
        lower!.Value.Value.ToString().Should().Be(Text(vector, "lower"));
        lower.Value.IsInclusive.Should().Be(vector.GetProperty("inclusive").GetBoolean());
        CursorBound.Lower(cursor, null, LoadMode.Merge).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Rows), "upper")]
    public void The_upper_bound_never_falls_below_the_watermark(string row)
    {
        JsonElement vector = JsonDocument.Parse(row).RootElement;
        CursorKind kind = Kind(vector);
        CursorBound? Read(string name) => Text(vector, name) is { } text ? CursorBound.Parse(kind, text) : null;
        CursorBound.Upper(Read("newest"), Read("watermark")).Should().Be(Read("upper"));
    }

    [Fact]
    public void The_clock_is_cut_to_the_cursors_unit_and_numbers_have_none()
    {
        DateTime now = new DateTime(2026, 3, 29, 1, 2, 3, DateTimeKind.Utc).AddTicks(1_234_567);
        CursorBound.OfClock(CursorKind.Timestamp, now)!.Value.ToString().Should().Be("2026-03-29 01:02:03.123456");
        CursorBound.OfClock(CursorKind.Date, now)!.Value.ToString().Should().Be("2026-03-29");
        CursorBound.OfClock(CursorKind.Number, now).Should().BeNull();
    }

    [Fact]
    public void Values_of_different_kinds_are_not_compared()
    {
        Action compare = () => _ = CursorBound.Of(1).CompareTo(CursorBound.Of(CursorKind.Date, DateTime.MinValue));
        compare.Should().Throw<ArgumentException>();
    }

    private static CursorKind Kind(JsonElement vector) => Enum.Parse<CursorKind>(Text(vector, "kind")!);

    private static string? Text(JsonElement vector, string name) => vector.GetProperty(name).GetString();
}

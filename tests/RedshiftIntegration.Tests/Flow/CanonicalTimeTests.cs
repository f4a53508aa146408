using System.Globalization;
using System.Text;
using CsCheck;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Flow;

public sealed class CanonicalTimeTests
{
    [Fact]
    public void Every_day_reads_back_what_its_text_says() => Gen.Int[0, DateOnly.MaxValue.DayNumber].Sample(day =>
    {
        DateOnly date = DateOnly.FromDayNumber(day);
        string text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return CanonicalTime.TryDate(Encoding.UTF8.GetBytes(text), out int days) && days == CanonicalTime.Days(date) && CanonicalTime.DateText(days) == text;
    });

    [Fact]
    public void Every_microsecond_reads_back_what_its_text_says() => Gen.Long[0, DateTime.MaxValue.Ticks / 10].Sample(microseconds =>
    {
        DateTime time = new(microseconds * 10);
        string text = time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return CanonicalTime.TryTimestamp(Encoding.UTF8.GetBytes(text), out long value) && value == CanonicalTime.Microseconds(time) && CanonicalTime.TimestampText(value) == text;
    });

    [Fact]
    public void Every_clock_reads_back_what_its_text_says() => Gen.Long[-3_020_399_999_999, 3_020_399_999_999].Sample(microseconds =>
        CanonicalTime.TryClock(Encoding.UTF8.GetBytes(CanonicalTime.ClockText(microseconds)), out long value) && value == microseconds);

    [Theory]
    [InlineData("0000-00-00")]
    [InlineData("0000-05-01")]
    [InlineData("2020-00-15")]
    [InlineData("2020-01-00")]
    [InlineData("2020-02-31")]
    [InlineData("2023-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2020-13-01")]
    [InlineData("2020-1-1")]
    [InlineData("20a0-01-01")]
    [InlineData("-020-01-01")]
    [InlineData("2020-01-01 ")]
    public void What_is_no_day_of_the_calendar_is_refused(string text) => CanonicalTime.TryDate(Encoding.UTF8.GetBytes(text), out _).Should().BeFalse();

    [Theory]
    [InlineData("2020-01-01 24:00:00")]
    [InlineData("2020-01-01 -1:00:00")]
    [InlineData("2020-01-01 10:60:00")]
    [InlineData("2020-01-01 10:00")]
    [InlineData("2020-01-01 10:00:00.")]
    [InlineData("2020-01-01 10:00:00.1234567")]
    [InlineData("2020-01-01 10:00:00Z")]
    [InlineData("2020-01-01_10:00:00")]
    public void What_is_no_time_without_zone_is_refused(string text) => CanonicalTime.TryTimestamp(Encoding.UTF8.GetBytes(text), out _).Should().BeFalse();

    [Theory]
    [InlineData("2020-01-01", "2020-01-01 00:00:00.000000")]
    [InlineData("2020-01-01T10:00:00.5", "2020-01-01 10:00:00.500000")]
    [InlineData("2020-01-01 10:00:00.1234560", "2020-01-01 10:00:00.123456")]
    public void Shorter_and_longer_forms_mean_the_same_instant(string text, string canonical)
    {
        CanonicalTime.TryTimestamp(Encoding.UTF8.GetBytes(text), out long value).Should().BeTrue();
        CanonicalTime.TimestampText(value).Should().Be(canonical);
    }

    [Theory]
    [InlineData("00:00:00", 0L)]
    [InlineData("-00:00:00.000001", -1L)]
    [InlineData("838:59:59.999999", 3_020_399_999_999L)]
    public void Clocks_reach_beyond_a_day(string text, long microseconds)
    {
        CanonicalTime.TryClock(Encoding.UTF8.GetBytes(text), out long value).Should().BeTrue();
        value.Should().Be(microseconds);
    }
}

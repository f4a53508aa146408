using System.Globalization;
using System.Text;
using CsCheck;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Flow;

public sealed class CanonicalNumberTests
{
    [Theory]
    [InlineData("7", 7L)]
    [InlineData("-7.000", -7L)]
    [InlineData("9223372036854775807.0", long.MaxValue)]
    [InlineData("7.", null)]
    [InlineData(".0", null)]
    [InlineData("7.01", null)]
    [InlineData("7.0.0", null)]
    public void Zeros_after_the_point_count_for_nothing(string text, long? expected) =>
        (CanonicalNumber.TryWhole(Encoding.UTF8.GetBytes(text), out long value) ? value : (long?)null).Should().Be(expected);

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData("+7", 7L)]
    [InlineData("0000000000000000000042", 42L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Whole_numbers_are_read(string text, long expected)
    {
        CanonicalNumber.TryInt64(Encoding.UTF8.GetBytes(text), out long value).Should().BeTrue();
        value.Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("170141183460469231731687303715884105728")]
    public void What_is_no_whole_number_of_64_bits_is_refused(string text) => CanonicalNumber.TryInt64(Encoding.UTF8.GetBytes(text), out long _).Should().BeFalse();

    [Theory]
    [InlineData("1.5", 3, 1, 15L)]
    [InlineData("-1.50", 3, 1, -15L)]
    [InlineData(".5", 3, 1, 5L)]
    [InlineData("5.", 3, 1, 50L)]
    [InlineData("99.9", 3, 1, 999L)]
    [InlineData("0.000", 3, 1, 0L)]
    [InlineData("999999999999999999", 18, 0, 999_999_999_999_999_999L)]
    public void Decimals_are_read_at_their_scale(string text, int precision, int scale, long unscaled)
    {
        CanonicalNumber.TryDecimal(Encoding.UTF8.GetBytes(text), precision, scale, out long narrow).Should().BeTrue();
        CanonicalNumber.TryDecimal(Encoding.UTF8.GetBytes(text), precision, scale, out Int128 wide).Should().BeTrue();
        narrow.Should().Be(unscaled);
        ((long)wide).Should().Be(unscaled);
    }

    [Theory]
    [InlineData("1.55", 3, 1)]
    [InlineData("100", 3, 1)]
    [InlineData("1000000000000000000", 18, 0)]
    [InlineData("1..5", 3, 1)]
    [InlineData(".", 3, 1)]
    [InlineData("", 3, 1)]
    [InlineData("1e1", 3, 1)]
    [InlineData("NaN", 3, 1)]
    public void Decimals_that_do_not_fit_exactly_are_refused(string text, int precision, int scale)
    {
        CanonicalNumber.TryDecimal(Encoding.UTF8.GetBytes(text), precision, scale, out long _).Should().BeFalse();
        CanonicalNumber.TryDecimal(Encoding.UTF8.GetBytes(text), precision, scale, out Int128 _).Should().BeFalse();
    }

    [Fact]
    public void Every_decimal_reads_back_what_its_text_says() =>
        Gen.Select(Gen.Decimal[-79228162514264337593543950335m, 79228162514264337593543950335m], Gen.Int[0, 9]).Sample((value, scale) =>
        {
            decimal rounded = Math.Round(value / 10_000_000_000m, scale);
            byte[] text = Encoding.UTF8.GetBytes(rounded.ToString(CultureInfo.InvariantCulture));
            return CanonicalNumber.TryDecimal(text, 38, scale, out Int128 unscaled)
                && decimal.Parse(CanonicalNumber.DecimalText(unscaled, scale), CultureInfo.InvariantCulture) == rounded;
        });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(18, 8)]
    [InlineData(19, 9)]
    [InlineData(20, 9)]
    [InlineData(28, 12)]
    [InlineData(38, 16)]
    public void A_fixed_decimal_is_as_wide_as_its_nines(int digits, int bytes) => ColumnLayout.DecimalWidth(digits).Should().Be(bytes);
}

using System.Buffers.Binary;
using System.Numerics;
using CsCheck;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Tests.Wire;

public sealed class BinaryNumericTests
{
    private static readonly Gen<string> Numbers =
        from negative in Gen.Bool
        from digits in Gen.Char['0', '9'].Array[1, 38]
        from scale in Gen.Int[0, 37]
        let number = BigInteger.Parse(new string(digits))
        let padded = number.ToString().PadLeft(scale + 1, '0')
        let text = scale == 0 ? padded : $"{padded[..^scale]}.{padded[^scale..]}"
        select negative && !number.IsZero ? "-" + text : text;

    [Fact]
    public void What_is_written_is_read_again() => Numbers.Sample(text => RoundTrip(text) == text);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0.00")]
    [InlineData("10000", "10000")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("100000000.00000001", "100000000.00000001")]
    public void Zeros_keep_their_place(string text, string expected) => RoundTrip(text).Should().Be(expected);

    private static string RoundTrip(string text)
    {
        using MemoryStream stream = new();
        BackendWriter writer = new(stream);
        writer.Begin('D');
        BinaryNumeric.Write(writer, text);
        writer.End();
        writer.Flush();
        byte[] bytes = stream.ToArray();
        BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1)).Should().Be(bytes.Length - 1);
        BodyReader body = new(bytes.AsSpan(5));
        string read = BinaryNumeric.Read(ref body);
        body.Remaining.Should().Be(0);
        return read;
    }
}

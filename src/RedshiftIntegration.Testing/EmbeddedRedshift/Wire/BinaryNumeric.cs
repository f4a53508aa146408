using System.Globalization;
using System.Text;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>NUMERIC on the wire: groups of four digits, the weight of the first group, a sign, and the number of digits after the point.</summary>
internal static class BinaryNumeric
{
    private const ushort Negative = 0x4000;
    private const ushort NotANumber = 0xC000;
    private const int GroupDigits = 4;

    public static void Write(BackendWriter writer, string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        bool negative = digits.StartsWith("-", StringComparison.Ordinal);
        digits = digits.TrimStart("+-");
        int point = digits.IndexOf('.');
        string whole = (point < 0 ? digits : digits[..point]).TrimStart('0').ToString();
        string fraction = point < 0 ? "" : digits[(point + 1)..].ToString();
        whole = whole.PadLeft(RoundUp(whole.Length), '0');
        string all = whole + fraction.PadRight(RoundUp(fraction.Length), '0');

        int first = 0;
        int last = all.Length / GroupDigits;
        while (first < last && Group(all, first) == 0)
        {
            first++;
        }

        while (last > first && Group(all, last - 1) == 0)
        {
            last--;
        }

        writer.Int16((short)(last - first));
        writer.Int16(first == last ? (short)0 : (short)((whole.Length / GroupDigits) - 1 - first));
        writer.Int16(unchecked((short)(negative && first != last ? Negative : 0)));
        writer.Int16((short)fraction.Length);
        for (int group = first; group < last; group++)
        {
            writer.Int16(Group(all, group));
        }
    }

    public static string Read(ref BodyReader body)
    {
        int groups = body.Int16();
        int weight = body.Int16();
        ushort sign = unchecked((ushort)body.Int16());
        int scale = body.Int16();
        if (sign == NotANumber)
        {
            throw new Engine.SqlError("22003", "NaN is not a value of NUMERIC in Redshift");
        }

        if (groups < 0 || scale is < 0 or > 1000 || Math.Abs(weight) > 1000)
        {
            throw BodyReader.Violation("an impossible numeric value");
        }

        Dictionary<int, short> byWeight = [];
        for (int i = 0; i < groups; i++)
        {
            byWeight[weight - i] = body.Int16();
        }

        return Compose(byWeight, weight, sign == Negative, scale);
    }

    private static string Compose(Dictionary<int, short> byWeight, int weight, bool negative, int scale)
    {
        StringBuilder text = new();
        for (int w = Math.Max(weight, 0); w >= 0; w--)
        {
            text.Append(CultureInfo.InvariantCulture, $"{byWeight.GetValueOrDefault(w):0000}");
        }

        string whole = text.ToString().TrimStart('0');
        text.Clear();
        for (int w = -1; text.Length < scale; w--)
        {
            text.Append(CultureInfo.InvariantCulture, $"{byWeight.GetValueOrDefault(w):0000}");
        }

        string fraction = text.ToString(0, scale);
        string number = (whole.Length == 0 ? "0" : whole) + (scale > 0 ? "." + fraction : "");
        return negative ? "-" + number : number;
    }

    private static int RoundUp(int length) => (length + GroupDigits - 1) / GroupDigits * GroupDigits;

    private static short Group(string digits, int index) =>
        short.Parse(digits.AsSpan(index * GroupDigits, GroupDigits), NumberStyles.None, CultureInfo.InvariantCulture);
}

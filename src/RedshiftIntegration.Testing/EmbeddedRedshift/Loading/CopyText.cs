using System.Globalization;
using System.Text;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>
/// The value of DELIMITER, QUOTE, NULL AS and ACCEPTINVCHARS as it was written: a backslash may begin \t, \n, \r, \b, \f, \v, an octal byte as in \001, or
/// stand for itself as in \N (AWS: copy-parameters-data-format, copy-parameters-data-conversion).
/// </summary>
internal static class CopyText
{
    public static string Take(Parser parser)
    {
        var token = parser.Current;
        var value = parser.TextValue();
        var raw = parser.Source.AsSpan(token.Position, token.End - token.Position);
        return raw[0] == '\'' ? Unescape(raw[1..^1].ToString().Replace("''", "'", StringComparison.Ordinal)) : value;
    }

    private static string Unescape(string raw)
    {
        var text = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 == raw.Length)
            {
                text.Append(raw[i]);
                continue;
            }

            var octal = 0;
            while (octal < 3 && i + 1 + octal < raw.Length && raw[i + 1 + octal] is >= '0' and <= '7')
            {
                octal++;
            }

            if (octal > 0)
            {
                text.Append((char)Convert.ToInt32(raw.Substring(i + 1, octal), 8));
                i += octal;
                continue;
            }

            var next = raw[++i];
            text.Append(next switch { 't' => "\t", 'n' => "\n", 'r' => "\r", 'b' => "\b", 'f' => "\f", 'v' => "\v", '\\' => "\\", 'N' => "\\N", _ => next.ToString(CultureInfo.InvariantCulture) });
        }

        return text.ToString();
    }
}

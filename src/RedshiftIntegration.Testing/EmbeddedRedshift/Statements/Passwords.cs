using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Redshift's rules for passwords (AWS: r_CREATE_USER). No message holds any part of one.</summary>
internal static class Passwords
{
    private const int Shortest = 8;
    private const int Longest = 64;
    private const string Sha256 = "sha256|";

    /// <summary>The password in clear text; hashes can't take part in SCRAM and are refused.</summary>
    public static string Check(string given, int position)
    {
        if (given.Length == 35 && given.StartsWith("md5", StringComparison.Ordinal) && given[3..].All(char.IsAsciiHexDigit))
        {
            throw SqlError.NotSupported("a password given as an MD5 hash", position);
        }

        var password = given.StartsWith(Sha256, StringComparison.Ordinal) ? given[Sha256.Length..] : given;
        if (password.Contains('|', StringComparison.Ordinal) && password.Length != given.Length)
        {
            throw SqlError.NotSupported("a password given as a SHA-256 digest", position);
        }

        if (password.Length is < Shortest or > Longest)
        {
            throw Refused("must be 8 to 64 characters in length", position);
        }

        if (!password.Any(char.IsAsciiLetterUpper) || !password.Any(char.IsAsciiLetterLower) || !password.Any(char.IsAsciiDigit))
        {
            throw Refused("must contain at least one uppercase letter, one lowercase letter and one number", position);
        }

        return password.Any(c => c is < '!' or > '~' or '\'' or '"' or '\\' or '/' or '@')
            ? throw Refused("can hold printable ASCII characters except ' \" \\ / @ and blanks", position)
            : password;
    }

    private static SqlError Refused(string rule, int position) => new("22023", $"password {rule}", position);
}

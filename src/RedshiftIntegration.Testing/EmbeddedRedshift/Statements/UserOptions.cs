using System.Globalization;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>The options of CREATE USER and ALTER USER (AWS: r_CREATE_USER, r_ALTER_USER).</summary>
internal sealed class UserOptions
{
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private Func<User, User> changes = u => u;
    private Token? secret;

    /// <summary>Whether nothing but a new password was given, which users may change for themselves.</summary>
    public bool IsOwnPassword => given.SetEquals(["PASSWORD"]) && secret is not null;

    public bool Any => given.Count > 0;

    public User Apply(User user) => changes(user);

    /// <summary>PASSWORD, which CREATE USER asks for and takes first.</summary>
    public void ParsePassword(Parser parser)
    {
        parser.HideTexts();
        parser.Expect("PASSWORD");
        Once("PASSWORD", parser.Current.Position);
        var token = parser.Current;
        if (parser.Take("DISABLE"))
        {
            Change(u => u.IsSuperuser ? throw new SqlError("0A000", "the password of a superuser can't be disabled", token.Position) : u with { Password = null });
            return;
        }

        if (token.Kind != TokenKind.Text)
        {
            throw new SqlError("42601", "PASSWORD takes a text or DISABLE", token.Position);
        }

        var password = Passwords.Check(parser.TextValue(), token.Position);
        secret = token;
        Change(u => u with { Password = new ScramVerifier(password) });
    }

    /// <summary>One option; false where none comes.</summary>
    public bool Parse(Parser parser)
    {
        var position = parser.Current.Position;
        if (parser.Is("PASSWORD"))
        {
            ParsePassword(parser);
        }
        else if (parser.Is("CREATEDB") || parser.Is("NOCREATEDB"))
        {
            var may = parser.Advance().Keyword == "CREATEDB";
            Once("CREATEDB", position);
            Change(u => u with { CanCreateDatabases = may });
        }
        else if (parser.Is("CREATEUSER") || parser.Is("NOCREATEUSER"))
        {
            var may = parser.Advance().Keyword == "CREATEUSER";
            Once("CREATEUSER", position);
            Change(u => u with { IsSuperuser = may });
        }
        else if (parser.Take("SYSLOG ACCESS"))
        {
            Once("SYSLOG ACCESS", position);
            var all = parser.Take("UNRESTRICTED");
            if (!all)
            {
                parser.Expect("RESTRICTED");
            }

            Change(u => u with { SeesAllLogs = all });
        }
        else if (parser.Take("VALID UNTIL"))
        {
            Once("VALID UNTIL", position);
            var end = Moment(parser);
            Change(u => u with { ValidUntil = end });
        }
        else if (parser.Take("CONNECTION LIMIT"))
        {
            Once("CONNECTION LIMIT", position);
            int? limit = parser.Take("UNLIMITED") ? null : parser.SmallNumber();
            Change(u => u with { ConnectionLimit = limit });
        }
        else
        {
            return parser.Is("SESSION", "TIMEOUT") || parser.Is("EXTERNALID") || parser.Is("IN", "GROUP") ? throw parser.NotSupported($"the user option {parser.Current.Keyword}") : false;
        }

        return true;
    }

    /// <summary>A statement's text as history and log may show it: with stars for the password.</summary>
    public string Masked(Parser parser, int start) => parser.TextWithout(secret is { } hidden ? [hidden] : [], start);

    private static DateTime? Moment(Parser parser)
    {
        var position = parser.Current.Position;
        var text = parser.TextValue();
        return string.Equals(text, "infinity", StringComparison.OrdinalIgnoreCase) ? null
            : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var end) ? end
            : throw new SqlError("22007", $"invalid input syntax for type timestamp: \"{text}\"", position);
    }

    private void Change(Func<User, User> change)
    {
        var before = changes;
        changes = u => change(before(u));
    }

    private void Once(string option, int position)
    {
        if (!given.Add(option))
        {
            throw new SqlError("42601", "conflicting or redundant options", position);
        }
    }
}

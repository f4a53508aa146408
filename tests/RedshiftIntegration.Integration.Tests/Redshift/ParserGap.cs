using System.Collections.Immutable;

namespace RedshiftIntegration.Integration.Tests.Redshift;

/// <summary>A form of Redshift's SQL that a foreign parser doesn't know, in the version that Debian 12 has.</summary>
/// <param name="Parser">sqlglot 10.6 or sqlfluff 1.4.</param>
/// <param name="Form">A regular expression over the statement.</param>
/// <param name="Reason">The AWS page that has the form, or what the parser lacks.</param>
internal sealed record ParserGap(string Parser, string Form, string Reason)
{
    public static ImmutableArray<ParserGap> All { get; } =
    [
        new("sqlglot", @"\bSELECT TOP \d", "r_SELECT_list: TOP came to sqlglot later"),
        new("sqlglot", @"^ALTER TABLE \S+ OWNER TO", "r_ALTER_TABLE"),
        new("sqlglot", @"^CREATE SCHEMA \S+ AUTHORIZATION", "r_CREATE_SCHEMA"),
        new("sqlfluff", @"^ALTER USER \S+ SET", "r_ALTER_USER"),
        new("sqlfluff", @"^SET SESSION AUTHORIZATION", "r_SET_SESSION_AUTHORIZATION"),
        new("sqlfluff", @"\bsession_user\b", "r_SESSION_USER: as a word without parentheses"),
    ];
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>A grantee as written: PUBLIC or a user.</summary>
internal sealed record GranteeName(string? User, bool WithGrantOption, int Position)
{
    public static GranteeName Parse(Parser parser)
    {
        foreach (var word in new[] { "GROUP", "ROLE", "IAM_ROLE", "RLS", "MASKING", "NAMESPACE", "ACCOUNT" })
        {
            if (parser.Is(word) && (word == "GROUP" || parser.Peek().Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.Text))
            {
                throw parser.NotSupported($"GRANT or REVOKE for a {word}");
            }
        }

        var position = parser.Current.Position;
        var user = parser.Take("PUBLIC") ? null : parser.Name();
        var option = parser.Take("WITH GRANT OPTION");
        return new GranteeName(user, option, position);
    }

    public Grantee Find(CatalogueSession catalogue) => User is null ? Grantee.Public : Grantee.Of(UserCatalogue.Find(catalogue, User, Position).Id);
}

/// <summary>GRANT privileges ON objects TO users | PUBLIC, each user WITH GRANT OPTION or not (AWS: r_GRANT).</summary>
internal sealed class GrantStatement : Statement
{
    public required GrantTarget Target { get; init; }

    public required ImmutableArray<GranteeName> To { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("GRANT");
        var target = GrantTarget.Parse(parser);
        parser.Expect("TO");
        var to = parser.Separated(() => GranteeName.Parse(parser));
        return new GrantStatement { Target = target, To = to, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        if (To.FirstOrDefault(t => t is { User: null, WithGrantOption: true }) is { } everybody)
        {
            throw new SqlError("0LP01", "grant options can only be granted to individual users", everybody.Position);
        }

        return AclChange.Bind(context, Target, To, "GRANT", (acl, grantee, name, grantor) => acl.Grant(grantee, grantor, Target.Effective, name.WithGrantOption));
    }
}

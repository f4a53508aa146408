using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>REVOKE [GRANT OPTION FOR] privileges ON objects FROM users | PUBLIC [CASCADE | RESTRICT] (AWS: r_REVOKE; CASCADE is PostgreSQL's).</summary>
internal sealed class RevokeStatement : Statement
{
    public required bool OptionOnly { get; init; }

    public required GrantTarget Target { get; init; }

    public required ImmutableArray<GranteeName> From { get; init; }

    public required bool Cascade { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("REVOKE");
        if (parser.Is("ADMIN"))
        {
            throw parser.NotSupported("REVOKE ADMIN OPTION");
        }

        var optionOnly = parser.Take("GRANT OPTION FOR");
        var target = GrantTarget.Parse(parser);
        parser.Expect("FROM");
        var from = parser.Separated(() => GranteeName.Parse(parser));
        if (from.Any(f => f.WithGrantOption))
        {
            throw parser.NotSupported("REVOKE ... WITH GRANT OPTION");
        }

        var cascade = parser.Take("CASCADE");
        if (!cascade)
        {
            parser.Take("RESTRICT");
        }

        return new RevokeStatement { OptionOnly = optionOnly, Target = target, From = from, Cascade = cascade, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context) =>
        AclChange.Bind(context, Target, From, "REVOKE", (acl, grantee, _, grantor) => acl.Revoke(grantee, grantor, Target.Effective, OptionOnly), acl =>
            Cascade ? null : new SqlError("2BP01", "dependent privileges exist", Position, hint: "Use CASCADE to revoke them too."));
}

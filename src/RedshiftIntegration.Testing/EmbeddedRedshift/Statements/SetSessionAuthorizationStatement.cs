using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>SET [LOCAL] SESSION AUTHORIZATION user | DEFAULT and RESET SESSION AUTHORIZATION: the right of who logged in as a superuser (AWS: r_SET_SESSION_AUTHORIZATION).</summary>
internal sealed class SetSessionAuthorizationStatement : Statement
{
    /// <summary>Null for DEFAULT.</summary>
    public required string? User { get; init; }

    public required int UserPosition { get; init; }

    public required bool Local { get; init; }

    public required bool Reset { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        var reset = parser.Take("RESET");
        var local = !reset && parser.Take("SET LOCAL");
        if (!reset && !local)
        {
            parser.Expect("SET");
        }

        parser.Expect("SESSION AUTHORIZATION");
        var position = parser.Current.Position;
        var user = reset || parser.Take("DEFAULT") ? null : parser.Current.Kind == TokenKind.Text ? parser.TextValue() : parser.Name();
        return new SetSessionAuthorizationStatement
        {
            User = user, UserPosition = position, Local = local, Reset = reset, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var login = context.Session.LoginUserId;
        int? user = User is null ? null : UserCatalogue.Find(context.Catalogue, User, UserPosition).Id;
        ImmutableArray<Need> needs = user is null || user == login ? [] : [new SuperuserNeed("permission denied to set session authorization") { As = login }];
        return new PlainBound(execution =>
        {
            execution.Context.Session.ChangeUser(user, Local);
            return new StatementResult(Reset ? "RESET" : "SET");
        })
        {
            Effects = new Effects { Needs = needs },
        };
    }
}

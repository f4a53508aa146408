using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>DROP USER [IF EXISTS] a, b: refused with 55006 while a user owns or holds anything (AWS: r_DROP_USER).</summary>
internal sealed class DropUserStatement : Statement
{
    public required ImmutableArray<(string Name, int Position)> Names { get; init; }

    public required bool IfExists { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("DROP USER");
        var ifExists = parser.TakeIfExists();
        var names = parser.Separated(() =>
        {
            var position = parser.Current.Position;
            return (parser.Name(), position);
        });
        return new DropUserStatement { Names = names, IfExists = ifExists, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context) => new PlainBound(Run)
    {
        Effects = new Effects { Tables = [UserCatalogue.Lock], Needs = [new SuperuserNeed("must be superuser to drop users")] },
    };

    private StatementResult Run(Execution execution)
    {
        var catalogue = execution.Context.Catalogue;
        var notices = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, position) in Names)
        {
            if (IfExists && catalogue.FindUser(name) is null)
            {
                notices.Add($"User \"{name}\" does not exist and will be skipped");
                continue;
            }

            var user = UserCatalogue.Find(catalogue, name, position);
            Check(catalogue, user, execution.Context.Session.LoginUserId, position);
            catalogue.Remove(user);
        }

        return new StatementResult("DROP USER") { Notices = notices.ToImmutable() };
    }

    private static void Check(CatalogueSession catalogue, User user, int login, int position)
    {
        if (user.Id == catalogue.UserId || user.Id == login)
        {
            throw new SqlError("55006", "current user cannot be dropped", position);
        }

        if (user.Id == DatabaseCatalogue.OwnerId || catalogue.Relations().Any(r => r.Owner == user.Id) || catalogue.Schemas().Any(s => s.Owner == user.Id))
        {
            throw new SqlError("55006", $"user \"{user.Name}\" can't be dropped because the user owns some object", position);
        }

        if (catalogue.Acls().Any(a => a.Value.Entries.Any(e => e.To == Grantee.Of(user.Id) || e.By == user.Id)))
        {
            throw new SqlError("55006", $"user \"{user.Name}\" can't be dropped because the user has a privilege on some object", position);
        }
    }
}

using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>ALTER USER name [WITH] options | RENAME TO | SET | RESET. Users change their own password, superusers all (AWS: r_ALTER_USER).</summary>
internal sealed class AlterUserStatement : Statement
{
    public required string Name { get; init; }

    public required int NamePosition { get; init; }

    /// <summary>Whether a user may do it to himself.</summary>
    public required bool IsOwnPassword { get; init; }

    public required Func<CatalogueSession, User, User> Change { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("ALTER USER");
        var position = parser.Current.Position;
        var name = parser.Name();
        parser.Take("WITH");
        var options = new UserOptions();
        var change = parser.Take("RENAME TO") ? Rename(parser) : parser.Take("SET") ? Set(parser) : parser.Take("RESET") ? Reset(parser) : Alter(parser, options);
        return new AlterUserStatement
        {
            Name = name, NamePosition = position, IsOwnPassword = options.IsOwnPassword, Change = change,
            Text = options.Masked(parser, head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var user = UserCatalogue.Find(context.Catalogue, Name, NamePosition);
        Change(context.Catalogue, user with { Password = null });
        return new PlainBound(execution =>
        {
            var catalogue = execution.Context.Catalogue;
            catalogue.Put(Change(catalogue, UserCatalogue.Find(catalogue, Name, NamePosition)));
            return new StatementResult("ALTER USER");
        })
        {
            Effects = new Effects
            {
                Writes = true,
                Tables = [UserCatalogue.Lock],
                Needs = IsOwnPassword && user.Id == context.User.Id ? [] : [new SuperuserNeed("must be superuser to alter users")],
            },
        };
    }

    private static Func<CatalogueSession, User, User> Alter(Parser parser, UserOptions options)
    {
        while (options.Parse(parser))
        {
            if (parser.Take(",") && parser.AtEnd)
            {
                throw parser.Unexpected();
            }
        }

        return options.Any ? (_, user) => options.Apply(user) : throw parser.Unexpected();
    }

    /// <summary>The password goes with the old name, of which it is a part on Redshift.</summary>
    private static Func<CatalogueSession, User, User> Rename(Parser parser)
    {
        var position = parser.Current.Position;
        var name = parser.Name();
        return (catalogue, user) =>
        {
            UserCatalogue.CheckNew(catalogue, name, position);
            return user.Id == catalogue.UserId
                ? throw new SqlError("0A000", "session user may not be renamed", position)
                : user with { Name = name, Password = null };
        };
    }

    private static Func<CatalogueSession, User, User> Set(Parser parser)
    {
        var (name, value) = SetStatement.Assignment(parser);
        var key = SessionSettings.Checked(name, value);
        return (_, user) => user with { Settings = value is null ? user.Settings.Remove(key) : user.Settings.SetItem(key, value) };
    }

    private static Func<CatalogueSession, User, User> Reset(Parser parser)
    {
        if (parser.Take("ALL"))
        {
            return (_, user) => user with { Settings = user.Settings.Clear() };
        }

        var key = SessionSettings.Checked(parser.Label(), null);
        return (_, user) => user with { Settings = user.Settings.Remove(key) };
    }
}

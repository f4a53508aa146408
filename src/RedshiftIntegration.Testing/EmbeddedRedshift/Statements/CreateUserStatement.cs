using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CREATE USER name [WITH] PASSWORD ... [options] (AWS: r_CREATE_USER).</summary>
internal sealed class CreateUserStatement : Statement
{
    public required string Name { get; init; }

    public required int NamePosition { get; init; }

    public required UserOptions Options { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("CREATE USER");
        var position = parser.Current.Position;
        var name = parser.Name();
        parser.Take("WITH");
        var options = new UserOptions();
        options.ParsePassword(parser);
        while (options.Parse(parser))
        {
        }

        return new CreateUserStatement { Name = name, NamePosition = position, Options = options, Text = options.Masked(parser, head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        UserCatalogue.CheckNew(context.Catalogue, Name, NamePosition);
        return new PlainBound(execution =>
        {
            var catalogue = execution.Context.Catalogue;
            UserCatalogue.CheckNew(catalogue, Name, NamePosition);
            catalogue.Put(Options.Apply(new User(catalogue.Shared.NextUserId(), Name)));
            return new StatementResult("CREATE USER");
        })
        {
            Effects = new Effects { Tables = [UserCatalogue.Lock], Needs = [new SuperuserNeed("must be superuser to create users")] },
        };
    }
}

using RedshiftIntegration.Contracts.Redshift;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>Nothing passes that the parser and the binder have understood only in part: foreign words at any place of an accepted statement are refused.</summary>
public sealed class IntrusionTests(DoubleFixture fixture) : IClassFixture<DoubleFixture>
{
    private const string Foreign = " FROBNICATE 1 ";

    [Fact]
    public async Task Foreign_words_are_refused_at_each_place_of_each_accepted_statement()
    {
        List<string> accepted = [];
        int tried = 0;
        foreach (Rule rule in Rulebook.All)
        {
            await fixture.RunAsync(rule, (redshift, sql, processId) =>
            {
                Session session = redshift.Warehouse.FindSession(processId)!;
                foreach (int place in Lexer.Run(sql).Select(t => t.Position).Append(sql.Length))
                {
                    string intruded = sql.Insert(place, Foreign);
                    tried++;
                    if (Binds(session, intruded))
                    {
                        accepted.Add(intruded);
                    }
                }
            });
        }

        accepted.Should().BeEmpty();
        tried.Should().BeGreaterThan(10 * Rulebook.All.Length);
    }

    private static bool Binds(Session session, string sql)
    {
        try
        {
            foreach (Statement statement in Session.Parse(sql))
            {
                statement.Bind(session.Context([]));
            }

            return true;
        }
        catch (SqlError)
        {
            return false;
        }
    }
}

using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>
/// What Redshift knows, the double doesn't, and neither runs in a transaction block (AWS: r_CREATE_DATABASE, r_DROP_DATABASE, r_CREATE_LIBRARY, r_DROP_LIBRARY,
/// r_CREATE_EXTERNAL_TABLE): there the block is the reason, elsewhere an honest 0A000.
/// </summary>
internal sealed class AbsentStatement : Statement
{
    /// <summary>The leading words, each with the command's name.</summary>
    public static IReadOnlyList<(string Words, string Command)> Known { get; } =
    [
        ("CREATE DATABASE", "CREATE DATABASE"), ("DROP DATABASE", "DROP DATABASE"), ("CREATE LIBRARY", "CREATE LIBRARY"), ("CREATE OR REPLACE LIBRARY", "CREATE LIBRARY"),
        ("DROP LIBRARY", "DROP LIBRARY"), ("CREATE EXTERNAL TABLE", "CREATE EXTERNAL TABLE"), ("DROP EXTERNAL TABLE", "DROP EXTERNAL TABLE"),
    ];

    public required string Words { get; init; }

    public required string Command { get; init; }

    /// <summary>Reads over the rest of the statement, whose syntax the double doesn't know.</summary>
    public static Statement Parse(Parser parser, StatementHead head, string words, string command)
    {
        while (!parser.AtEnd)
        {
            parser.Advance();
        }

        return new AbsentStatement { Words = words, Command = command, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context) => new PlainBound(_ => throw SqlError.NotSupported(Words, Position)) { Effects = new Effects { RunsAlone = Command } };
}

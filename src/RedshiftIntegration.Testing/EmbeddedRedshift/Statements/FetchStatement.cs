using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>FETCH [NEXT | ALL | count | FORWARD [count | ALL]] FROM cursor (AWS: fetch); the ODBC driver writes IN for FROM.</summary>
internal sealed class FetchStatement : Statement
{
    public required string Name { get; init; }

    public required int NamePosition { get; init; }

    public required long Count { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("FETCH");
        var count = RowCount(parser);
        if (!parser.Take("IN"))
        {
            parser.Expect("FROM");
        }

        var position = parser.Current.Position;
        var name = parser.Name();
        return new FetchStatement { Name = name, NamePosition = position, Count = count, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var columns = Find(context.Session, Name, NamePosition).Columns;
        return new PlainBound(execution =>
        {
            var cursor = Find(execution.Context.Session, Name, NamePosition);
            if (!cursor.Columns.SequenceEqual(columns))
            {
                throw new SqlError("0A000", "cached plan must not change result type");
            }

            var rows = cursor.Fetch(Count);
            return new StatementResult(string.Create(CultureInfo.InvariantCulture, $"FETCH {rows.Count}")) { Rows = rows };
        })
        {
            Effects = Effects.None,
            Columns = columns,
        };
    }

    /// <summary>The session's cursor, if it has this name. The two errors differ, as on a live Redshift.</summary>
    internal static Cursor Find(ISessionState session, string name, int position)
    {
        if (session.Cursor is { } cursor && string.Equals(cursor.Name, name, StringComparison.Ordinal))
        {
            return cursor;
        }

        throw string.Equals(session.EndedCursor, name, StringComparison.Ordinal)
            ? new SqlError("XX000", "cursors can only be used within the transaction that created them.", position)
            : new SqlError("34000", $"cursor \"{name}\" does not exist", position);
    }

    private static long RowCount(Parser parser)
    {
        foreach (var backward in new[] { "BACKWARD", "PRIOR", "FIRST", "LAST", "ABSOLUTE", "RELATIVE" })
        {
            if (parser.Is(backward))
            {
                throw Backward(parser);
            }
        }

        if (parser.Take("NEXT"))
        {
            return 1;
        }

        var forward = parser.Take("FORWARD");
        if (parser.Take("ALL"))
        {
            return long.MaxValue;
        }

        if (parser.Is("-"))
        {
            throw Backward(parser);
        }

        return parser.Current.Kind == TokenKind.Number ? parser.SignedNumber() : forward || parser.Is("FROM") || parser.Is("IN") ? 1 : throw parser.Unexpected();
    }

    private static SqlError Backward(Parser parser) => new("0A000", "a cursor can only be fetched forward", parser.Current.Position);
}

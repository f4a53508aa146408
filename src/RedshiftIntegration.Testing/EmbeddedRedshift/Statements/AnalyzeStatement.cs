using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>ANALYZE [VERBOSE] [t [(columns)]] [PREDICATE COLUMNS | ALL COLUMNS]: nothing to do for the double, but the names must be there (AWS: r_ANALYZE).</summary>
internal sealed class AnalyzeStatement : Statement
{
    public required ObjectName? Table { get; init; }

    public required ImmutableArray<string> Columns { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("ANALYZE");
        if (parser.Is("COMPRESSION"))
        {
            throw parser.NotSupported("ANALYZE COMPRESSION");
        }

        parser.Take("VERBOSE");
        var table = parser.IsName && !parser.Is("PREDICATE") ? parser.ObjectName() : null;
        var columns = table is not null && parser.Is("(") ? parser.NameList() : [];
        if (!parser.Take("PREDICATE COLUMNS"))
        {
            parser.Take("ALL COLUMNS");
        }

        return new AnalyzeStatement { Table = table, Columns = columns, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var table = Table is null ? null : binder.Target(Table, LockMode.Read, Privilege.Ownership);
        return Columns.FirstOrDefault(c => table!.Find(c) is null) is { } missing
            ? throw new SqlError("42703", $"column \"{missing}\" of relation \"{Table!.Name}\" does not exist", Table.Position)
            : new PlainBound(_ => new StatementResult("ANALYZE")) { Effects = binder.Effects() with { TakesSnapshot = false, Writes = false } };
    }
}

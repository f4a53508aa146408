using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>
/// ALTER DATABASE d ISOLATION LEVEL SERIALIZABLE | SNAPSHOT: not in a block, and only while nobody else is connected (AWS: r_ALTER_DATABASE, c_serial_isolation).
/// Redshift keeps the level of a database named dev; the double has no other database and changes it.
/// </summary>
internal sealed class AlterDatabaseStatement : Statement
{
    public required ObjectName Database { get; init; }

    public required RedshiftIsolation Level { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("ALTER DATABASE");
        ObjectName database = new(null, parser.Name(), parser.Current.Position);
        if (parser.Is("RENAME") || parser.Is("OWNER") || parser.Is("CONNECTION") || parser.Is("COLLATE") || parser.Is("INTEGRATION"))
        {
            throw parser.NotSupported($"ALTER DATABASE ... {parser.Current.Keyword}");
        }

        parser.Expect("ISOLATION LEVEL");
        RedshiftIsolation level = RedshiftIsolation.Snapshot;
        if (!parser.Take("SNAPSHOT"))
        {
            parser.Expect("SERIALIZABLE");
            level = RedshiftIsolation.Serializable;
        }

        return new AlterDatabaseStatement { Database = database, Level = level, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        if (Database.Name != context.Database)
        {
            throw new SqlError("3D000", $"database \"{Database.Name}\" does not exist", Database.Position);
        }

        return new PlainBound(execution =>
        {
            execution.Context.Session.ChangeIsolation(Level);
            return new StatementResult("ALTER DATABASE");
        })
        {
            Effects = Effects.None with { Writes = true, RunsAlone = "ALTER DATABASE", Needs = [new SuperuserNeed($"must be owner of database {Database.Name}")] },
        };
    }
}

using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Loading;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>Parses, binds and runs statements on an own DuckDB database, each in its own transaction; no wire, no locks.</summary>
internal sealed class Dialect : IDisposable
{
    public static readonly DateTime Now = new(2026, 3, 4, 5, 6, 7, 890, DateTimeKind.Utc);

    private readonly string folder = Directory.CreateTempSubdirectory("rsi-dialect-").FullName;
    private readonly DuckDatabase database;
    private readonly DuckDBConnection connection;

    public Dialect()
    {
        Objects = new FolderObjects(Path.Combine(folder, "objects"));
        Directory.CreateDirectory(Objects.Folder);
        database = DuckDatabase.Open(Path.Combine(folder, "spill"), [Objects.Folder]);
        connection = database.OpenSession();
        Catalogue = new CatalogueSession(new DatabaseCatalogue("dev", new User(100, "admin") { IsSuperuser = true }), 1);
    }

    public FolderObjects Objects { get; }

    public LoadJournal Loads { get; } = new();

    public CatalogueSession Catalogue { get; }

    public FakeSessionState Session { get; } = new();

    public BindContext Context(IReadOnlyList<SqlType?>? declared = null) => new()
    {
        Database = "dev",
        SessionId = 1,
        Catalogue = Catalogue,
        SystemRelations = new FakeSystemRelations(),
        Session = Session,
        StatementTime = Now,
        TransactionTime = Now,
        DeclaredParameters = declared ?? [],
    };

    /// <summary>Runs all statements of a text; gives the last result.</summary>
    public StatementResult Run(string sql, params object?[] parameters)
    {
        StatementResult? result = null;
        foreach (var statement in SqlParser.Parse(sql))
        {
            result = RunOne(statement, parameters);
        }

        return result ?? throw new InvalidOperationException("The text holds no statement.");
    }

    public BoundStatement Bind(string sql, params SqlType?[] declared) => SqlParser.Parse(sql)[0].Bind(Context(declared));

    /// <summary>The rows as texts, columns with | between them.</summary>
    public IReadOnlyList<string> Rows(string sql, params object?[] parameters) => [.. Run(sql, parameters).Rows.Select(r => string.Join("|", r.Select(Text)))];

    public string? Value(string sql) => Text(Run(sql).Rows.Single().Single());

    public string TypeOf(string expression) => Bind($"SELECT {expression}").Columns[0].Type.ToString();

    /// <summary>The error of a text that must be refused, while it is parsed, bound or run.</summary>
    public SqlError Refused(string sql)
    {
        try
        {
            Run(sql);
        }
        catch (SqlError e)
        {
            return e;
        }

        throw new InvalidOperationException($"Accepted: {sql}");
    }

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private StatementResult RunOne(Statement statement, object?[] parameters)
    {
        using var transaction = connection.BeginTransaction();
        try
        {
            var result = statement.Bind(Context()).Run(new Execution
            {
                Context = Context(),
                Connection = connection,
                Objects = Objects,
                Loads = Loads,
                Streams = database.Streams,
                Clock = TimeProvider.System,
                Parameters = parameters,
            });
            transaction.Commit();
            Catalogue.Commit();
            return result;
        }
        catch
        {
            transaction.Rollback();
            Catalogue.Rollback();
            throw;
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool b => b ? "t" : "f",
        DateOnly d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        DateTime t => t.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", System.Globalization.CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable f => f.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

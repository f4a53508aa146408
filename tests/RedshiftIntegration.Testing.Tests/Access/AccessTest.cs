using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Access;

/// <summary>A server with a superuser and two users who own nothing.</summary>
public abstract class AccessTest : RedshiftTest
{
    protected const string Password = "Secret123";

    private readonly List<NpgsqlConnection> connections = [];

    protected NpgsqlConnection Admin { get; private set; } = null!;

    protected NpgsqlConnection Ann { get; private set; } = null!;

    protected NpgsqlConnection Bob { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Admin = await Connect();
        await Run(Admin, $"CREATE USER ann PASSWORD '{Password}'");
        await Run(Admin, $"CREATE USER bob PASSWORD '{Password}'");
        Ann = await LogIn("ann");
        Bob = await LogIn("bob");
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (NpgsqlConnection connection in connections.Append(Admin))
        {
            await connection.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<NpgsqlConnection> LogIn(string user, string password = Password)
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(Redshift.ConnectionStringFor(user, password)) { Pooling = false }.ConnectionString);
        connections.Add(connection);
        await connection.OpenAsync(Cancel);
        return connection;
    }

    protected static async Task Denies(NpgsqlConnection connection, string sql, string message)
    {
        PostgresException error = await Fails(Run(connection, sql));
        error.SqlState.Should().Be("42501", error.MessageText);
        error.MessageText.Should().Be(message);
    }

    protected static async Task<string> Text(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        List<string> rows = [];
        while (await reader.ReadAsync(Cancel))
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(string.Join('|', row.Select(v => v is DBNull ? "<null>" : v is bool b ? b ? "t" : "f" : v.ToString())));
        }

        return string.Join('\n', rows);
    }
}

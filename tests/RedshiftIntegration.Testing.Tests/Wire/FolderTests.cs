using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Wire;

public sealed class FolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("embedded-redshift-folder-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_folder_keeps_the_tables_in_files_until_the_server_is_disposed()
    {
        await using (EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Folder = folder.FullName }, Cancel))
        {
            await Run(redshift, "CREATE TABLE t (a BIGINT)");
            await Run(redshift, "INSERT INTO t VALUES (1)");

            FileInfo[] files = folder.GetFiles("*", SearchOption.AllDirectories);
            files.Should().NotBeEmpty();
            files.Sum(f => f.Length).Should().BePositive();
        }

        folder.EnumerateFileSystemInfos().Should().BeEmpty();
    }

    [Fact]
    public async Task Two_servers_in_one_folder_know_nothing_of_each_other()
    {
        EmbeddedRedshiftOptions options = new() { Folder = folder.FullName };
        await using EmbeddedRedshift one = await EmbeddedRedshift.StartAsync(options, Cancel);
        await using EmbeddedRedshift other = await EmbeddedRedshift.StartAsync(options, Cancel);
        await Run(one, "CREATE TABLE t (a INTEGER)");
        await Run(other, "CREATE TABLE t (b VARCHAR(10))");
        await Run(other, "INSERT INTO t VALUES ('x')");

        (await Run(one, "SELECT COUNT(*) FROM t")).Should().Be(0L);
        (await Run(other, "SELECT COUNT(*) FROM t")).Should().Be(1L);
        await one.DisposeAsync();
        (await Run(other, "SELECT b FROM t")).Should().Be("x");
    }

    [Fact]
    public async Task Transactions_are_the_same_in_a_folder()
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Folder = folder.FullName }, Cancel);
        await Run(redshift, "CREATE TABLE t (a INTEGER)");
        await using NpgsqlConnection connection = new(redshift.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using NpgsqlCommand begin = new("BEGIN", connection);
        await begin.ExecuteNonQueryAsync(Cancel);
        await using NpgsqlCommand count = new("SELECT COUNT(*) FROM t", connection);
        await count.ExecuteScalarAsync(Cancel);

        await Run(redshift, "INSERT INTO t VALUES (1)");

        (await count.ExecuteScalarAsync(Cancel)).Should().Be(0L);
        (await Run(redshift, "SELECT COUNT(*) FROM t")).Should().Be(1L);
    }

    private static async Task<object?> Run(EmbeddedRedshift redshift, string sql)
    {
        await using NpgsqlConnection connection = new(redshift.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}

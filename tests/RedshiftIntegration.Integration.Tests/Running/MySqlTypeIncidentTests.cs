namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>What other tools have lost or changed, by the number under which their users reported it, where no edge value of the type tests shows it.</summary>
public sealed class MySqlTypeIncidentTests(MySqlLine line) : IClassFixture<MySqlLine>
{
    /// <summary>airbyte#45616: a release turned TIMESTAMP into TIMESTAMPTZ and broke the models on it.</summary>
    [Fact]
    public async Task A_timestamp_keeps_its_type_from_apply_to_apply()
    {
        PipelineDefinition definition = await CreateAsync("stamped", "k INT PRIMARY KEY, c TIMESTAMP(6) NULL, d DATETIME(6) NULL", "(1, '2026-01-02 03:04:05.000006', '2026-01-02 03:04:05.000006')");
        for (int i = 0; i < 2; i++)
        {
            await (await line.AppliedAsync(definition)).RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);
            (await line.WarehouseAsync("SELECT format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute a WHERE a.attrelid = 'i.stamped'::regclass AND a.attname IN ('c', 'd')"))
                .Should().Equal("timestamp without time zone", "timestamp without time zone");
        }

        (await line.WarehouseAsync("SELECT version FROM redshift_integration.schema_versions WHERE pipeline = 'i.stamped'")).Should().Equal("1");
    }

    /// <summary>airbyte#3932: a LONGTEXT of 16 MB arrived empty. Here it is refused as text and arrives as what holds it.</summary>
    [Fact]
    public async Task A_text_of_16_megabytes_arrives_whole_as_varbyte_and_is_refused_as_varchar()
    {
        PipelineDefinition asText = await CreateAsync("novels", "k INT PRIMARY KEY, c LONGTEXT NULL", "(1, REPEAT('x', 16777215))");
        PipelineDefinition asBytes = Pipeline.From(MySqlTable.Named("shop", "novels"))
            .MapFields(m => m.Column("k").Column("c", "c", f => f.As(RedshiftType.Varbyte(16_777_216)))).To(RedshiftTable.Named("i.novels_bytes"));

        IPipelineRunner runner = await line.AppliedAsync(asText, asBytes);
        Func<Task> run = () => runner.RunAsync(asText, cancellationToken: TestContext.Current.CancellationToken);

        (await run.Should().ThrowAsync<SourceReadException>()).Which.Message.Should().Contain("k = 1").And.Contain("16777215 bytes");
        await runner.RunAsync(asBytes, cancellationToken: TestContext.Current.CancellationToken);
        (await line.WarehouseAsync("SELECT OCTET_LENGTH(c) FROM i.novels_bytes")).Should().Equal("16777215");
    }

    [Fact]
    public async Task A_uuid_in_binary_becomes_text_through_a_query()
    {
        await CreateAsync("ids", "k INT PRIMARY KEY, c BINARY(16) NULL", "(1, UNHEX('123E4567E89B12D3A456426655440000')), (2, NULL)");
        PipelineDefinition definition = Pipeline.From(MySqlQuery.Named("shop", "ids", "SELECT k, CAST(c AS UUID) AS id FROM ids"))
            .MapFields(m => m.Column("k").Column("id", "id", f => f.As(RedshiftType.Char(36)))).To(RedshiftTable.Named("i.ids").MergedOn("k"));

        await (await line.AppliedAsync(definition)).RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);

        (await line.WarehouseAsync("SELECT id::VARCHAR FROM i.ids ORDER BY k")).Should().Equal("123e4567-e89b-12d3-a456-426655440000", "~");
    }

    private async Task<PipelineDefinition> CreateAsync(string table, string columns, string rows)
    {
        line.SkipIfMissing();
        await line.SourceAsync($"CREATE TABLE {table} ({columns})", $"INSERT INTO {table} VALUES {rows}");
        return Pipeline.From(MySqlTable.Named("shop", table)).MapFields().To(RedshiftTable.Named("i", table));
    }
}

using System.Globalization;
using RedshiftIntegration.Integration.Tests.Sources.MySql;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>Each type from the real server through plan, apply and run into the warehouse: the file's schema, the column's type and every value as text.</summary>
public sealed class MySqlTypeRoundTripTests(MySqlTypeLine types) : IClassFixture<MySqlTypeLine>
{
    public static TheoryData<int, string> Cases => MySqlTypeTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_type_arrives_in_the_warehouse_exactly(int index, string ddl)
    {
        types.Line.SkipIfMissing();
        MySqlTypeCase row = MySqlTypeCases.All[index];
        row.Ddl.Should().Be(ddl);

        PipelineRun run = await types.RunAsync(index);

        run.RowsInserted.Should().Be(row.Rows.Count);
        string file = types.Line.NewestStagedFile();
        new FileInfo(file).Length.Should().Be(run.BytesStaged);
        MySqlTypeTests.Schema(file).Should().Be(row.Parquet);
        string table = MySqlTypeLine.Table(index);
        (await types.Line.WarehouseAsync(
            $"SELECT format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute a WHERE a.attrelid = 't.{table}'::regclass AND a.attname = 'c'"))
            .Should().Equal(WarehouseText.CatalogueName(row.Target));
        IReadOnlyList<string> read = await types.Line.WarehouseAsync($"SELECT {(row.Target is "REAL" or "DOUBLE PRECISION" ? "c::VARCHAR(65535)" : WarehouseText.Of(row.Target, "c"))} FROM t.{table} ORDER BY k");
        read.Should().Equal(row.Rows.Select(r => r.Warehouse ?? "~"));
        if (row.Target is "REAL" or "DOUBLE PRECISION")
        {
            // Redshift prints 6 and 15 digits; that all are there is told by comparing.
            (await types.Line.WarehouseAsync($"SELECT COUNT(*) FROM t.{table} WHERE {string.Join(" OR ", row.Rows.Where(r => r.File is not null).Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"k = {i} AND c = '{r.File}'::{row.Target}")))}"))
                .Should().Equal(row.Values.Count.ToString(CultureInfo.InvariantCulture));
        }
    }
}

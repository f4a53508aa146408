using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Loading;

public sealed class DeletesLoadTests
{
    /// <summary>Keys and rows may be of several snapshots one day: what is staged is there, whatever the keys say.</summary>
    [Fact]
    public async Task A_staged_row_is_not_deleted_because_its_key_is_missing()
    {
        await using LoadLab lab = await LoadLab.StartAsync();
        PipelineDefinition definition = await lab.GivenAsync(
            Pipeline.From(MySqlTable.Named("shop", "t")).MapFields().To(RedshiftTable.Named("a.t").MergedOn("id")).DetectingDeletes(Deletes.Remove));
        DateTime at = new(2026, 1, 1);
        await lab.LoadAsync(definition, [1L, "one", null, at], [2L, "two", null, at], [3L, "three", null, at]);
        LoadRequest request = await lab.RequestAsync(definition, [1L, "one", null, at], [2L, "changed", null, at], [4L, "new", null, at]);

        LoadResult result = await lab.Loader.LoadAsync(request with { Batch = request.Batch with { Keys = new StagedKeys { Files = [], Rows = 0 } } }, TestContext.Current.CancellationToken);

        result.RowsDeleted.Should().Be(1);
        (await lab.QueryAsync("SELECT id, name FROM a.t ORDER BY id")).Should().Equal("1|one", "2|changed", "4|new");
    }
}

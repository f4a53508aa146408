using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;

namespace RedshiftIntegration.Tests.Flow.Figures;

public sealed class ExpectedFiguresTests
{
    private static readonly ResolvedMapping Mapping = new()
    {
        Mode = LoadMode.Merge,
        Columns = [new ResolvedColumn { SourceColumn = "id", TargetColumn = "id", Type = RedshiftType.BigInt }, new ResolvedColumn { SourceColumn = "d", TargetColumn = "d", Type = RedshiftType.Date }],
        Keys = ["id"],
    };

    private static readonly IReadOnlyList<Measured> All = Measures.Of(Mapping, Verification.Full);

    [Fact]
    public void The_source_is_believed_where_the_staged_value_is_its_own()
    {
        Of(new Read()).Should().OnlyContain(f => f.Origin == FigureOrigin.Source && f.Value == "7");
    }

    [Fact]
    public void A_column_that_a_policy_altered_is_compared_with_what_the_reader_appended() =>
        Of(new Read { AlteredColumns = ["d"] }).Where(f => f.Origin == FigureOrigin.Reader).Select(f => $"{f.Measured.Column!.TargetColumn} {f.Measured.Name}")
            .Should().Equal("d nulls", "d min", "d max", "d sum");

    [Fact]
    public void Rows_that_were_left_out_are_taken_off_and_columns_are_compared_with_the_reader()
    {
        EquatableFigure[] figures = [.. Of(new Read { RowsLeftOut = 2 }).Select(f => new EquatableFigure(f.Measured.Name, f.Origin, f.Value))];

        figures[0].Should().Be(new EquatableFigure("rows", FigureOrigin.Source, "5"));
        figures[1].Should().Be(new EquatableFigure("distinct_keys", FigureOrigin.None, null), "nobody can say how many keys are left");
        figures[2..].Should().OnlyContain(f => f.Origin == FigureOrigin.Reader);
    }

    [Fact]
    public void Where_the_reader_counted_otherwise_it_is_said()
    {
        // The tally has seen no row, the source says 7.
        Of(new Read()).Where(f => f.ReaderDiffers).Select(f => f.Measured.Name).Should().Contain("rows").And.NotContain("distinct_keys");
    }

    private static IEnumerable<Figure> Of(ISourceRead read) => ExpectedFigures.Of(All, [.. All.Select(m => new Figure(m, "7"))], new BatchTally(Mapping), read);

    private sealed record EquatableFigure(string Name, FigureOrigin Origin, string? Value);

    private sealed class Read : ISourceRead
    {
        public string? UpperBound => null;

        public long RowsDeferred => 0;

        public long? ExpectedRows => null;

        public IReadOnlyCollection<string> AlteredColumns { get; init; } = [];

        public long RowsLeftOut { get; init; }

        public bool Fill(ColumnBatch batch, CancellationToken cancellationToken) => false;

        public Task<ISourceRead> ReadKeysAsync(ResolvedMapping keys, CancellationToken cancellationToken) => throw new NotSupportedException("No key is read here.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

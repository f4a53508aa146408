using System.Text;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Flow;

public sealed class RowAppenderTests
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("0123456789abcdef");

    [Fact]
    public void Cells_lie_dense_with_a_level_for_each_row()
    {
        ResolvedMapping mapping = Mapping(Column("id", RedshiftType.BigInt) with { IsNullable = false }, Column("name", RedshiftType.Varchar(10)));
        using ColumnBatch batch = new(mapping, 16, new ColumnPool());
        RowAppender rows = Bound(mapping, batch);

        Add(rows, a => a.AppendInt64(1), a => a.AppendText("ab"u8));
        Add(rows, a => a.AppendInt64(2), a => a.AppendNull());
        Add(rows, a => a.AppendInt64(3), a => a.AppendText("é"u8));

        batch.Rows.Should().Be(3);
        batch.Columns[0].Int64s.AsSpan(0, 3).ToArray().Should().Equal(1, 2, 3);
        batch.Columns[0].Levels.Should().BeNull();
        Column name = batch.Columns[1];
        name.Levels.AsSpan(0, 3).ToArray().Should().Equal(1, 0, 1);
        name.Offsets.AsSpan(0, name.ValueCount + 1).ToArray().Should().Equal(0, 2, 4);
        Encoding.UTF8.GetString(name.Bytes.AsSpan(0, 4)).Should().Be("abé");
    }

    [Fact]
    public void Computed_columns_follow_each_row_and_a_null_part_makes_null()
    {
        ResolvedMapping mapping = Mapping(
            Column("id", RedshiftType.Integer),
            new ResolvedColumn { TargetColumn = "shop", Type = RedshiftType.Varchar(5), Computed = Transform.Constant("main") },
            new ResolvedColumn { TargetColumn = "label", Type = RedshiftType.Varchar(20), Computed = Transform.Concat("-", "a", "b") });
        using ColumnBatch batch = new(mapping, 16, new ColumnPool());
        RowAppender rows = Bound(mapping, batch);

        rows.Inputs.Select(i => i.SourceColumn).Should().Equal("id", "a", "b");
        Add(rows, a => a.AppendInt64(1), a => a.AppendText("x"u8), a => a.AppendDate(0));
        Add(rows, a => a.AppendInt64(2), a => a.AppendNull(), a => a.AppendText("y"u8));

        Texts(batch.Columns[1]).Should().Equal("main", "main");
        Texts(batch.Columns[2]).Should().Equal("x-1970-01-01", null);
    }

    [Fact]
    public void Transforms_see_canonical_text_whatever_the_driver_gives()
    {
        ResolvedMapping mapping = Mapping(Column("n", RedshiftType.Varchar(64)) with { Transforms = [Transform.NullIf("7"), Transform.Sha256], IsPii = true });
        using ColumnBatch batch = new(mapping, 16, new ColumnPool());
        RowAppender rows = Bound(mapping, batch);

        Add(rows, a => a.AppendInt64(7));
        Add(rows, a => a.AppendInt64(8));
        Add(rows, a => a.AppendText("8"u8));

        string?[] texts = Texts(batch.Columns[0]);
        texts[0].Should().BeNull();
        texts[1].Should().HaveLength(64).And.Be(texts[2]);
    }

    [Fact]
    public void Clocks_and_midnights_come_in_the_text_of_the_type_that_was_asked_for()
    {
        ResolvedMapping mapping = Mapping(
            Column("time", RedshiftType.Time) with { ReadType = RedshiftType.Time, Transforms = [Transform.NullIf("00:00:01.000000")] },
            Column("micros", RedshiftType.BigInt) with { ReadType = RedshiftType.BigInt, Transforms = [Transform.NullIf("1000000")] },
            Column("text", RedshiftType.Varchar(20)),
            Column("day", RedshiftType.Date) with { ReadType = RedshiftType.Date, Transforms = [Transform.NullIf("1970-01-02")] });
        using ColumnBatch batch = new(mapping, 16, new ColumnPool());
        RowAppender rows = Bound(mapping, batch);

        Add(rows, a => a.AppendClock(1_000_000), a => a.AppendClock(1_000_000), a => a.AppendClock(-1_000_000), a => a.AppendTimestamp(86_400_000_000));
        Add(rows, a => a.AppendClock(2), a => a.AppendClock(2), a => a.AppendClock(90_000_000_000), a => a.AppendTimestamp(-86_400_000_000));

        batch.Columns[0].Levels.AsSpan(0, 2).ToArray().Should().Equal(0, 1);
        batch.Columns[0].Int64s![0].Should().Be(2);
        batch.Columns[1].Levels.AsSpan(0, 2).ToArray().Should().Equal(0, 1);
        batch.Columns[1].Int64s![0].Should().Be(2);
        Texts(batch.Columns[2]).Should().Equal("-00:00:01.000000", "25:00:00.000000");
        batch.Columns[3].Levels.AsSpan(0, 2).ToArray().Should().Equal(0, 1);
        batch.Columns[3].Int32s![0].Should().Be(-1);
    }

    [Theory]
    [InlineData("VARCHAR(3)", "abcd", "has 4 bytes")]
    [InlineData("VARCHAR(3)", "éé", "has 4 bytes")]
    [InlineData("VARCHAR(9)", "a\0b", "zero byte")]
    [InlineData("CHAR(3)", "é", "more than one byte")]
    [InlineData("SUPER", "{\"a\":", "no valid JSON")]
    [InlineData("SMALLINT", "32768", "does not fit SMALLINT")]
    [InlineData("DECIMAL(20,2)", "1.005", "does not fit DECIMAL(20,2)")]
    [InlineData("BOOLEAN", "2", "does not fit BOOLEAN")]
    [InlineData("REAL", "1e39", "does not fit REAL")]
    [InlineData("REAL", "0.1", "does not fit REAL exactly")]
    [InlineData("REAL", "16777217", "does not fit REAL exactly")]
    [InlineData("DOUBLE PRECISION", "Infinity", "does not fit DOUBLE PRECISION")]
    [InlineData("DATE", "2020-02-30", "does not fit DATE")]
    [InlineData("TIME", "24:00:00", "does not fit TIME")]
    [InlineData("VARBYTE(1)", "0011", "has 2 bytes")]
    [InlineData("VARBYTE(1)", "zz", "hex digits")]
    public void A_value_that_does_not_fit_is_refused_with_its_row_and_without_itself(string type, string text, string rule)
    {
        ResolvedMapping mapping = Mapping(Column("id", RedshiftType.Integer), Column("c", RedshiftType.TryParse(type)!)) with { Keys = ["id"] };
        using ColumnBatch batch = new(mapping, 16, new ColumnPool());
        RowAppender rows = Bound(mapping, batch);

        ValueRefusedException refused = FluentActions.Invoking(() => Add(rows, a => a.AppendInt64(42), a => a.AppendText(Encoding.UTF8.GetBytes(text)))).Should().Throw<ValueRefusedException>().Which;

        refused.Rule.Should().Contain(rule);
        refused.Message.Should().NotContain($"'{text}'");
        FluentActions.Invoking(() => rows.Refuse(refused, Request(mapping))).Should().Throw<SourceReadException>().WithMessage("*'c' in the row with id = 42 *pipeline 'p'*");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(16_777_217)]
    [InlineData(1e-50)]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    public void A_double_that_a_real_would_round_is_refused_with_its_column_and_row(double value)
    {
        ResolvedMapping mapping = Mapping(Column("id", RedshiftType.Integer), Column("price", RedshiftType.Real)) with { Keys = ["id"] };
        using ColumnBatch batch = new(mapping, 16, new ColumnPool());
        RowAppender rows = Bound(mapping, batch);

        ValueRefusedException refused = FluentActions.Invoking(() => Add(rows, a => a.AppendInt64(42), a => a.AppendDouble(value))).Should().Throw<ValueRefusedException>().Which;

        SourceReadException error = FluentActions.Invoking(() => rows.Refuse(refused, Request(mapping))).Should().Throw<SourceReadException>().Which;
        error.Message.Should().Contain("RSI2006").And.Contain("'price'").And.Contain("the row with id = 42").And.Contain("does not fit REAL exactly");
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(-3.4028235e38f)]
    [InlineData(1e-45f)]
    [InlineData(-0f)]
    public void A_float_goes_into_a_real_bit_for_bit_also_as_double_as_text_and_past_a_transform_that_leaves_it(float value)
    {
        ResolvedMapping mapping = Mapping(Column("plain", RedshiftType.Real), Column("nulled", RedshiftType.Real) with { Transforms = [Transform.NullIf("7")] });
        using ColumnBatch batch = new(mapping, 16, new ColumnPool());
        RowAppender rows = Bound(mapping, batch);
        byte[] exact = Encoding.UTF8.GetBytes(((double)value).ToString("R", System.Globalization.CultureInfo.InvariantCulture));

        Add(rows, a => a.AppendFloat(value), a => a.AppendFloat(value));
        Add(rows, a => a.AppendDouble(value), a => a.AppendDouble(value));
        Add(rows, a => a.AppendText(exact), a => a.AppendFloat(7));

        int bits = BitConverter.SingleToInt32Bits(value);
        batch.Columns[0].Floats.AsSpan(0, 3).ToArray().Select(BitConverter.SingleToInt32Bits).Should().Equal(bits, bits, bits);
        batch.Columns[1].Floats.AsSpan(0, 2).ToArray().Select(BitConverter.SingleToInt32Bits).Should().Equal(bits, bits);
        batch.Columns[1].Levels.AsSpan(0, 3).ToArray().Should().Equal(1, 1, 0);
    }

    [Fact]
    public void A_key_that_is_personal_is_masked_in_messages()
    {
        ResolvedMapping mapping = Mapping(Column("mail", RedshiftType.Varchar(20)) with { IsPii = true }, Column("n", RedshiftType.Integer) with { IsNullable = false }) with { Keys = ["mail"] };
        using ColumnBatch batch = new(mapping, 16, new ColumnPool());
        RowAppender rows = Bound(mapping, batch);

        ValueRefusedException refused = FluentActions.Invoking(() => Add(rows, a => a.AppendText("a@b.c"u8), a => a.AppendNull())).Should().Throw<ValueRefusedException>().Which;

        refused.Rule.Should().Contain("NOT NULL");
        FluentActions.Invoking(() => rows.Refuse(refused, Request(mapping))).Should().Throw<SourceReadException>().WithMessage("*the row with mail = **");
    }

    [Fact]
    public void A_batch_is_full_by_rows_or_by_text()
    {
        ResolvedMapping mapping = Mapping(Column("t", RedshiftType.Varchar(65_535)));
        ColumnPool pool = new();
        using ColumnBatch batch = new(mapping, 1_000, pool);
        RowAppender rows = Bound(mapping, batch);
        byte[] text = new byte[60_000];
        text.AsSpan().Fill((byte)'x');
        while (!batch.IsFull)
        {
            Add(rows, a => a.AppendText(text));
        }

        batch.Rows.Should().BeInRange(65, 80);
        batch.Clear();
        batch.IsFull.Should().BeFalse();
        batch.Columns[0].TextBytes.Should().Be(0);
    }

    [Fact]
    public void Arrays_come_back_to_the_pool_up_to_its_bound()
    {
        ColumnPool pool = new(maxRetainedBytes: 1_000_000);
        ResolvedMapping mapping = Mapping(Column("n", RedshiftType.BigInt));
        ColumnBatch first = new(mapping, 1_024, pool);
        long[] array = first.Columns[0].Int64s!;
        first.Dispose();
        using ColumnBatch second = new(mapping, 1_024, pool);
        second.Columns[0].Int64s.Should().BeSameAs(array);

        pool.Return(pool.Rent<byte>(2_000_000));
        pool.RetainedBytes.Should().BeLessThan(1_000_000);
    }

    private static ResolvedColumn Column(string name, RedshiftType type) => new() { SourceColumn = name, TargetColumn = name, Type = type };

    private static ResolvedMapping Mapping(params ResolvedColumn[] columns) =>
        new() { Columns = EquatableList.From(columns), Mode = RedshiftIntegration.Definition.LoadMode.Replace };

    private static ExtractRequest Request(ResolvedMapping mapping) =>
        new() { RunId = "r", Pipeline = "p", Source = MySqlTable.Named("c", "t"), Mapping = mapping };

    private static RowAppender Bound(ResolvedMapping mapping, ColumnBatch batch)
    {
        RowAppender rows = new(mapping, Key);
        rows.Bind(batch);
        return rows;
    }

    private static void Add(RowAppender rows, params Action<ColumnAppender>[] cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i](rows.Inputs[i].Appender);
        }

        rows.EndRow();
    }

    private static string?[] Texts(Column column)
    {
        string?[] texts = new string?[column.Rows];
        int value = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            if (column.Levels is null || column.Levels[i] == 1)
            {
                texts[i] = Encoding.UTF8.GetString(column.Bytes.AsSpan(column.Offsets![value], column.Offsets[value + 1] - column.Offsets[value]));
                value++;
            }
        }

        return texts;
    }
}

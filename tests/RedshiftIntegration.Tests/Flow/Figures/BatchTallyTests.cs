using System.Globalization;
using System.Text;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Flow.Figures;

public sealed class BatchTallyTests
{
    public static TheoryData<string, string[], string> Cases => new()
    {
        { "SMALLINT", ["-32768", "~", "32767"], "nulls=1 min=-32768 max=32767 sum=-1" },
        { "INTEGER", ["2147483647", "2147483647"], "nulls=0 min=2147483647 max=2147483647 sum=4294967294" },
        { "BIGINT", ["9223372036854775807", "9223372036854775807", "-1"], "nulls=0 min=-1 max=9223372036854775807 sum=18446744073709551613" },
        { "BIGINT", ["-9223372036854775808", "-9223372036854775808"], "nulls=0 min=-9223372036854775808 max=-9223372036854775808 sum=-18446744073709551616" },
        { "DECIMAL(12,2)", ["-0.05", "10.00"], "nulls=0 min=-0.05 max=10.00 sum=9.95" },
        { "DECIMAL(20,0)", ["18446744073709551615", "18446744073709551615", "-3"], "nulls=0 min=-3 max=18446744073709551615 sum=36893488147419103227" },
        { "DECIMAL(38,10)", ["-9999999999999999999999999999.9999999999", "0.1"], "nulls=0 min=-9999999999999999999999999999.9999999999 max=0.1000000000" },
        { "REAL", ["0.1", "-3.4028235E+38"], "nulls=0 min=-3.4028235E+38 max=0.1" },
        { "DOUBLE PRECISION", ["-0", "5E-324"], "nulls=0 min=0 max=5E-324" },
        { "BOOLEAN", ["1", "0", "1", "~"], "nulls=1 sum=2" },
        { "DATE", ["0001-01-01", "9999-12-31"], "nulls=0 min=0001-01-01 max=9999-12-31 sum=2213734" },
        { "TIMESTAMP", ["1970-01-01 00:00:00.000001", "1969-12-31 23:59:59"], "nulls=0 min=1969-12-31 23:59:59.000000 max=1970-01-01 00:00:00.000001 sum=-999999" },
        { "TIME", ["00:00:01", "~"], "nulls=1 min=1000000 max=1000000 sum=1000000" },
        { "VARCHAR(20)", ["é", "", "~", "ab "], "nulls=1 bytes=5" },
        { "SUPER", ["{\"a\": 1}"], "nulls=0 bytes=8" },
        { "BIGINT", ["~"], "nulls=1 min=~ max=~ sum=~" },
        { "VARCHAR(20)", [], "nulls=0 bytes=~" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_reader_counts_what_it_appends_over_all_batches(string type, string[] values, string figures)
    {
        ResolvedMapping mapping = Mapping(RedshiftType.TryParse(type)!);
        BatchTally tally = new(mapping);
        RowAppender rows = new(mapping, null);
        using ColumnBatch batch = new(mapping, 2, new ColumnPool());
        foreach (string[] chunk in values.Chunk(2))
        {
            batch.Clear();
            rows.Bind(batch);
            foreach (string value in chunk)
            {
                Append(rows.Inputs[0].Appender, value);
                rows.EndRow();
            }

            tally.Add(batch);
        }

        IReadOnlyList<Measured> measured = Measures.Of(mapping, Verification.Full);
        string.Join(' ', measured.Where(m => m.Column is not null).Select(m => $"{m.Name}={tally.Of(m)!.Value ?? "~"}")).Should().Be(figures);
        tally.Of(measured[0])!.Value.Should().Be(values.Length.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Of_personal_data_only_NULLs_are_counted() => Measures.Of(Mapping(RedshiftType.BigInt, pii: true), Verification.Full).Select(m => m.Name).Should().Equal("rows", "nulls");

    [Fact]
    public void Counts_are_of_rows_alone() => Measures.Of(Mapping(RedshiftType.BigInt), Verification.Counts).Select(m => m.Name).Should().Equal("rows");

    private static void Append(ColumnAppender appender, string value)
    {
        if (value == "~")
        {
            appender.AppendNull();
        }
        else if (appender.Definition.Type.Kind == RedshiftTypeKind.Real)
        {
            appender.AppendFloat(float.Parse(value, CultureInfo.InvariantCulture));
        }
        else
        {
            appender.AppendText(Encoding.UTF8.GetBytes(value));
        }
    }

    private static ResolvedMapping Mapping(RedshiftType type, bool pii = false) => new()
    {
        Mode = LoadMode.Replace,
        Columns = [new ResolvedColumn { SourceColumn = "c", TargetColumn = "c", Type = type, IsPii = pii }],
    };
}

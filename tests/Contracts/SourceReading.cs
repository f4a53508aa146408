using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Contracts;

/// <summary>Reads a source to its end and gives its cells back as canonical text.</summary>
internal static class SourceReading
{
    /// <summary>All columns under their own names with their default types, the key as merge key.</summary>
    public static async Task<ResolvedMapping> MappingAsync(
        ISourceConnector connector, Source source, LoadMode mode = LoadMode.Merge, ResolvedCursor? cursor = null, params (string Column, RedshiftType Type)[] asked)
    {
        SourceTable table = await connector.DescribeAsync(source, CancellationToken.None);
        return new ResolvedMapping
        {
            Mode = mode,
            Keys = table.PrimaryKey,
            Cursor = cursor,
            Columns = EquatableList.From(table.Columns.Select(column =>
            {
                RedshiftType? type = asked.FirstOrDefault(a => a.Column == column.Name).Type;
                ColumnResolution resolution = connector.Resolve(column, type, null);
                resolution.Problem.Should().BeNull();
                return new ResolvedColumn { SourceColumn = column.Name, SourceType = column.NativeType, TargetColumn = column.Name, Type = resolution.Type!, IsNullable = column.IsNullable };
            })),
        };
    }

    public static ExtractRequest Request(Source source, ResolvedMapping mapping, string? watermark = null) =>
        new() { RunId = "run", Pipeline = "pipeline", Source = source, Mapping = mapping, WatermarkFrom = watermark };

    /// <summary>The rows of <paramref name="read"/>, in the order of the mapping's columns.</summary>
    public static List<string?[]> Rows(ISourceRead read, ResolvedMapping mapping, int batchRows = 1000)
    {
        List<string?[]> rows = [];
        using ColumnBatch batch = new(mapping, batchRows, new ColumnPool());
        bool more;
        do
        {
            // The last rows may come with the answer that there are no more.
            more = read.Fill(batch, CancellationToken.None);
            rows.AddRange(Rows(batch, mapping));
            batch.Clear();
        }
        while (more);

        return rows;
    }

    private static IEnumerable<string?[]> Rows(ColumnBatch batch, ResolvedMapping mapping)
    {
        string?[][] columns = [.. batch.Columns.Select((c, i) => Texts(c, mapping.Columns[i].Type))];
        for (int row = 0; row < batch.Rows; row++)
        {
            yield return [.. columns.Select(c => c[row])];
        }
    }

    private static string?[] Texts(Column column, RedshiftType type)
    {
        string?[] texts = new string?[column.Rows];
        int value = 0;
        for (int row = 0; row < column.Rows; row++)
        {
            texts[row] = column.Levels is not null && column.Levels[row] == 0 ? null : Text(column, type, value++);
        }

        return texts;
    }

    private static string Text(Column column, RedshiftType type, int at) => type.Kind switch
    {
        RedshiftTypeKind.Date => CanonicalTime.DateText(column.Int32s![at]),
        RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz => CanonicalTime.TimestampText(column.Int64s![at]),
        RedshiftTypeKind.Decimal when column.Int64s is not null => CanonicalNumber.DecimalText(column.Int64s[at], type.Scale),
        RedshiftTypeKind.Decimal => CanonicalNumber.DecimalText(Wide(column.Bytes.AsSpan(at * column.Layout.FixedWidth, column.Layout.FixedWidth)), type.Scale),
        RedshiftTypeKind.Varbyte => Convert.ToHexStringLower(Slice(column, at)),
        _ when column.Int32s is not null => column.Int32s[at].ToString(),
        _ when column.Int64s is not null => column.Int64s[at].ToString(),
        _ when column.Booleans is not null => column.Booleans[at] ? "1" : "0",
        _ when column.Floats is not null => column.Floats[at].ToString("R"),
        _ when column.Doubles is not null => column.Doubles[at].ToString("R"),
        _ => System.Text.Encoding.UTF8.GetString(Slice(column, at)),
    };

    private static ReadOnlySpan<byte> Slice(Column column, int at) => column.Bytes.AsSpan(column.Offsets![at], column.Offsets[at + 1] - column.Offsets[at]);

    private static Int128 Wide(ReadOnlySpan<byte> bytes)
    {
        Int128 value = (sbyte)bytes[0];
        foreach (byte b in bytes[1..])
        {
            value = (value << 8) | b;
        }

        return value;
    }
}

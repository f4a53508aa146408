using System.Collections.Frozen;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using static RedshiftIntegration.Testing.Binding.SqlTypeKind;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Which ENCODE a column's type takes, and which it gets by itself (AWS: c_Compression_encodings).</summary>
internal static class ColumnEncodings
{
    private static readonly SqlTypeKind[] Moments = [Date, Timestamp, TimestampTz];
    private static readonly SqlTypeKind[] Times = [Time, TimeTz];
    private static readonly SqlTypeKind[] Exact = [SmallInt, Integer, BigInt, SqlTypeKind.Decimal];
    private static readonly SqlTypeKind[] Texts = [SqlTypeKind.Char, Varchar];

    // The page names neither TIME nor VARBYTE: of the general encodings they get those whose form doesn't depend on the type.
    private static readonly FrozenDictionary<string, SqlTypeKind[]> Types = new Dictionary<string, SqlTypeKind[]>(StringComparer.Ordinal)
    {
        ["raw"] = Enum.GetValues<SqlTypeKind>(),
        ["none"] = Enum.GetValues<SqlTypeKind>(),
        ["auto"] = Enum.GetValues<SqlTypeKind>(),
        ["az64"] = [.. Exact, .. Moments, .. Times],
        ["bytedict"] = [.. Exact, Real, SqlTypeKind.Double, .. Texts, .. Moments],
        ["delta"] = [.. Exact, Date, Timestamp],
        ["delta32k"] = [Integer, BigInt, SqlTypeKind.Decimal, Date, Timestamp],
        ["lzo"] = [.. Exact, .. Texts, .. Moments, .. Times, Super, Varbyte],
        ["mostly8"] = Exact,
        ["mostly16"] = [Integer, BigInt, SqlTypeKind.Decimal],
        ["mostly32"] = [BigInt, SqlTypeKind.Decimal],
        ["runlength"] = [.. Exact, Real, SqlTypeKind.Double, SqlTypeKind.Boolean, .. Texts, .. Moments],
        ["text255"] = [Varchar],
        ["text32k"] = [Varchar],
        ["zstd"] = [.. Exact, Real, SqlTypeKind.Double, SqlTypeKind.Boolean, .. Texts, .. Moments, .. Times, Super, Varbyte],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The encoding as the catalogue keeps it; empty for AUTO and where none was given.</summary>
    public static string Check(string? encoding, SqlType type, string column, int position)
    {
        if (encoding is null)
        {
            return "";
        }

        if (!Types.TryGetValue(encoding, out var types))
        {
            throw new SqlError("42601", $"invalid encoding type \"{encoding}\"", position);
        }

        return !types.Contains(type.Kind)
            ? throw new SqlError("42P16", $"invalid encoding type specified for column \"{column}\"", position, $"{encoding} can't hold {type}")
            : encoding switch { "auto" => "", "raw" => "none", _ => encoding };
    }

    /// <summary>The encoding that Redshift chooses: none for sort keys, booleans and floats, az64 for numbers and dates, lzo for texts; none in temporary tables.</summary>
    public static string Choose(Column column, Table table)
    {
        if (column.Encoding.Length > 0)
        {
            return column.Encoding;
        }

        return table.Temporary || table.SortKey.Contains(column.Name, StringComparer.Ordinal)
            || column.Type.Kind is SqlTypeKind.Boolean or Real or SqlTypeKind.Double ? "none"
            : column.Type.Kind is Super ? "zstd"
            : column.Type.IsText || column.Type.Kind == Varbyte ? "lzo" : "az64";
    }
}

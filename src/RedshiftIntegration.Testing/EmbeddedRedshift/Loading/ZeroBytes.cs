using System.Globalization;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>
/// A zero byte ends a record, so what follows it should be a line break; NULL AS '\0' makes a field of nothing but it NULL
/// (AWS: copy-parameters-data-conversion NULL AS, r_Load_Error_Reference 1218).
/// </summary>
internal sealed class ZeroBytes(CopyOptions options)
{
    private readonly bool meansNull = options.Null == "\0";

    public LoadFault? Ends(ReadOnlySpan<byte> field, int position)
    {
        var at = field.IndexOf((byte)0);
        if (at < 0 || (meansNull && field.Length == 1))
        {
            return null;
        }

        if (meansNull)
        {
            return LoadFaults.ZeroAmongOthers;
        }

        var follows = at + 1 < field.Length ? field[at + 1] : (byte)'\n';
        return new LoadFault(LoadFaults.InvalidLine, string.Create(CultureInfo.InvariantCulture, $"Missing newline: Unexpected character 0x{follows:x2} found at location {position + at + 1}"));
    }
}

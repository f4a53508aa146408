using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Errors of the layer that reads columnar files.</summary>
internal static class Spectrum
{
    public const int IncompatibleCode = 15007;

    public static SqlError Error(string detail, int code = IncompatibleCode) => new(
        "XX000", "Spectrum Scan Error", detail: $"\n  -----------------------------------------------\n  error:  Spectrum Scan Error\n  code:      {code}\n  context:   {detail}\n  -----------------------------------------------");
}

using System.Runtime.CompilerServices;

namespace RedshiftIntegration;

/// <summary>Binds interpolated strings to the overload of <c>WhereSql</c> that refuses them at compile time.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The pattern of interpolated string handlers asks for instance members.")]
[InterpolatedStringHandler]
public readonly ref struct RawSqlInterpolation
{
    /// <summary>Called by the compiler.</summary>
    public RawSqlInterpolation(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _ = value;

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value) => _ = value;
}

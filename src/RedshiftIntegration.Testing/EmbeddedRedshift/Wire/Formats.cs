namespace RedshiftIntegration.Testing.Wire;

/// <summary>The format codes of a Bind message: none means text for all, one is for all, else one each.</summary>
internal readonly struct Formats(short[] codes)
{
    public static Formats Text => new([]);

    public bool IsBinary(int index) => codes.Length switch
    {
        0 => false,
        1 => codes[0] == 1,
        _ => index < codes.Length && codes[index] == 1,
    };

    public static Formats Read(ref BodyReader body)
    {
        int count = body.Int16();
        if (count < 0)
        {
            throw BodyReader.Violation("a negative number of format codes");
        }

        short[] codes = new short[count];
        for (int i = 0; i < count; i++)
        {
            codes[i] = body.Int16();
            if (codes[i] is not (0 or 1))
            {
                throw BodyReader.Violation($"unsupported format code {codes[i]}");
            }
        }

        return new Formats(codes);
    }
}

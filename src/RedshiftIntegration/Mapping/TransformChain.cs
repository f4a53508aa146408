using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

/// <summary>
/// The transforms of one column, compiled for the Direct engine: canonical text in, text out, nothing allocated per value.
/// One instance serves one thread. docs/transforms.md has the semantics, Vectors/transforms.json the cases.
/// </summary>
internal sealed class TransformChain
{
    private readonly TransformStep[] _steps;
    private readonly byte[][] _buffers = [new byte[256], new byte[256]];

    private TransformChain(TransformStep[] steps) => _steps = steps;

    /// <param name="transforms">Without Constant and Concat, which stand in computed columns alone.</param>
    /// <param name="isPii">Whether hashes are keyed.</param>
    /// <param name="piiKey">The key; needed where a field marked as personal data is hashed.</param>
    public static TransformChain Compile(EquatableList<Transform> transforms, bool isPii, byte[]? piiKey) =>
        new([.. transforms.Select(t => Step(t, isPii, piiKey))]);

    /// <summary>The transformed text; false for NULL. The result is valid until the next call, and may be a part of <paramref name="text"/>.</summary>
    /// <exception cref="TransformValueException">A transform can't work on this value.</exception>
    public bool TryApply(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> result)
    {
        int held = -1;
        foreach (TransformStep step in _steps)
        {
            // A step writes into the buffer that its input does not stand in; steps that cut only pass a part of their input on.
            int target = held == 0 ? 1 : 0;
            StepOutcome outcome = step.Apply(text, ref _buffers[target], out int start, out int length);
            switch (outcome)
            {
                case StepOutcome.Null:
                    result = default;
                    return false;
                case StepOutcome.Part:
                    text = text.Slice(start, length);
                    break;
                default:
                    text = _buffers[target].AsSpan(start, length);
                    held = target;
                    break;
            }
        }

        result = text;
        return true;
    }

    private static TransformStep Step(Transform transform, bool isPii, byte[]? piiKey) => transform switch
    {
        TrimTransform => new TrimStep(),
        UpperTransform => new CaseStep(upper: true),
        LowerTransform => new CaseStep(upper: false),
        Sha256Transform when isPii => new HashStep(piiKey ?? throw new InvalidOperationException("A hash of personal data needs a key.")),
        Sha256Transform => new HashStep(null),
        TruncateTransform truncate => new TruncateStep(truncate.Characters),
        NullIfTransform nullIf => new NullIfStep(nullIf.Value),
        MaskTransform mask => new MaskStep(mask.KeepLast),
        AtTimeZoneTransform zone => new TimeZoneStep(zone.Zone),
        _ => throw new InvalidOperationException($"{transform} does not work on a value."),
    };
}

internal enum StepOutcome
{
    /// <summary>A part of the input.</summary>
    Part,

    /// <summary>A part of the buffer.</summary>
    Buffer,

    Null,
}

/// <summary>One compiled transform.</summary>
internal abstract class TransformStep
{
    public abstract StepOutcome Apply(ReadOnlySpan<byte> text, ref byte[] buffer, out int start, out int length);

    protected static void Ensure(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length)];
        }
    }
}

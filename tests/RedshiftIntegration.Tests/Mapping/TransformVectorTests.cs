using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Mapping;

/// <summary>The C# renderer against the vectors that every renderer must pass.</summary>
public sealed class TransformVectorTests
{
    public static TheoryData<string> Names => [.. Vectors().EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_vector_holds(string name)
    {
        JsonElement vector = Vectors().EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);
        if (vector.TryGetProperty("error", out _))
        {
            FluentActions.Invoking(() => Actual(vector)).Should().Throw<TransformValueException>().Which.Remedy.Should().NotBeEmpty();
        }
        else
        {
            Actual(vector).Should().Be(vector.GetProperty("expected").GetString());
        }
    }

    [Fact]
    public void Every_transform_has_vectors()
    {
        Type[] known = [.. typeof(Transform).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Transform)))];
        IEnumerable<Type> seen = Vectors().EnumerateArray()
            .SelectMany<JsonElement, JsonElement>(v => v.TryGetProperty("transforms", out JsonElement list) ? list.EnumerateArray() : [v.GetProperty("computed")])
            .Select(t => TransformJson.Read(t, "vector").GetType());
        seen.Distinct().Should().BeEquivalentTo(known);
    }

    [Fact]
    public void A_hash_of_personal_data_needs_the_key() =>
        FluentActions.Invoking(() => TransformChain.Compile([Transform.Sha256], isPii: true, null)).Should().Throw<InvalidOperationException>();

    [Fact]
    public void A_chain_allocates_nothing_per_value()
    {
        TransformChain chain = TransformChain.Compile([Transform.Trim, Transform.Upper, Transform.Mask(2), Transform.Sha256, Transform.Truncate(60)], isPii: true, new byte[32]);
        byte[] text = Encoding.UTF8.GetBytes("  some text of a usual length  ");
        chain.TryApply(text, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            chain.TryApply(text, out _);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000);
    }

    [Fact]
    public void A_value_longer_than_the_buffers_passes()
    {
        string text = new('ä', 40_000);
        TransformChain chain = TransformChain.Compile([Transform.Mask(1), Transform.Upper, Transform.Mask(2)], isPii: false, null);
        chain.TryApply(Encoding.UTF8.GetBytes(text), out ReadOnlySpan<byte> result).Should().BeTrue();
        Encoding.UTF8.GetString(result).Should().Be(new string('*', 39_999) + "ä");
    }

    private static string? Actual(JsonElement vector)
    {
        if (vector.TryGetProperty("computed", out JsonElement computed))
        {
            return Computed(TransformJson.Read(computed, "vector"), [.. vector.GetProperty("inputs").EnumerateArray().Select(i => i.GetString())]);
        }

        bool pii = vector.TryGetProperty("pii", out JsonElement flag) && flag.GetBoolean();
        byte[]? key = vector.TryGetProperty("piiKey", out JsonElement text) ? Encoding.UTF8.GetBytes(text.GetString()!) : null;
        EquatableList<Transform> transforms = EquatableList.From(vector.GetProperty("transforms").EnumerateArray().Select(t => TransformJson.Read(t, "vector")));
        TransformChain chain = TransformChain.Compile(transforms, pii, key);
        return vector.GetProperty("input").GetString() is { } input && chain.TryApply(Encoding.UTF8.GetBytes(input), out ReadOnlySpan<byte> result)
            ? Encoding.UTF8.GetString(result)
            : null;
    }

    private static string? Computed(Transform transform, string?[] inputs)
    {
        if (transform is ConstantTransform constant)
        {
            return constant.Value;
        }

        ConcatText text = new(((ConcatTransform)transform).Separator);
        foreach (string? input in inputs)
        {
            if (input is null)
            {
                return null;
            }

            text.Add(Encoding.UTF8.GetBytes(input));
        }

        return Encoding.UTF8.GetString(text.Text);
    }

    private static JsonElement Vectors([CallerFilePath] string file = "") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "Vectors", "transforms.json"))).RootElement.GetProperty("cases");
}

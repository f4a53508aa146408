using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>A pipeline as an immutable value: where it reads, how it maps, where it writes. Making one does no I/O.</summary>
/// <remarks>Two definitions that say the same are equal. Whether the source has what the definition names is checked by the plan.</remarks>
public sealed record PipelineDefinition
{
    internal PipelineDefinition(string id, Source<Row> source, MapSpec map, RedshiftTable target, Deletes? deletes = null)
    {
        Id = id;
        Source = source;
        Map = map;
        Target = target;
        Deletes = deletes;
    }

    /// <summary>The pipeline's id in run records, staging and configuration.</summary>
    /// <value>Default: the target's name, <c>schema.table</c>.</value>
    public string Id { get; private init; }

    /// <summary>Where it reads.</summary>
    public Source Source { get; }

    /// <summary>Where it writes.</summary>
    public RedshiftTable Target { get; }

    /// <summary>One line per target column: where its values come from and what happens to them on the way.</summary>
    public ImmutableArray<FieldLineage> Lineage => DefinitionLineage.Of(Map);

    internal MapSpec Map { get; }

    internal Engine Engine { get; private init; } = Engine.Direct;

    /// <summary>Null: rows that the source no longer has stay.</summary>
    internal Deletes? Deletes { get; private init; }

    internal Verification Verification { get; init; } = Verification.Full;

    internal EquatableList<Expectation> Expectations { get; init; }

    /// <summary>Null where the definition states none.</summary>
    internal OverflowPolicy? Overflow { get; init; }

    /// <summary>Whether hashes need the configured key of personal data; checked where the options are known.</summary>
    internal bool RequiresPiiKey => Map.Fields.Any(f => f.IsPii && f.Transforms.Any(t => t is Sha256Transform));

    /// <summary>The same pipeline under another id.</summary>
    /// <param name="id">1 to 127 bytes of UTF-8 without control characters, <c>/</c> and <c>\</c>; unique among the pipelines of an application.</param>
    /// <exception cref="PipelineDefinitionException">RSI1040: the id can't be used.</exception>
    public PipelineDefinition Named(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return DefinitionValidator.FaultOfId(id) is { } fault
            ? throw new PipelineDefinitionException($"The pipeline '{Id}'", [DefinitionProblems.BadId(id, fault)])
            : this with { Id = id };
    }

    /// <summary>What becomes of values that their columns can't take: too long, out of range, no such day, NULL where none may be.</summary>
    /// <param name="policy">Default: <see cref="OverflowPolicy.Refuse"/>. A column's own policy wins.</param>
    public PipelineDefinition OnOverflow(OverflowPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return this with { Overflow = policy };
    }

    /// <summary>The same pipeline, which also finds what was deleted in the source: removed, or marked. Default: deleted rows stay in the target.</summary>
    /// <param name="deletes">What becomes of such rows.</param>
    /// <exception cref="PipelineDefinitionException">RSI1006, RSI1060, RSI1061: the target is replaced, or the mark's column can't be used.</exception>
    public PipelineDefinition DetectingDeletes(Deletes deletes)
    {
        ArgumentNullException.ThrowIfNull(deletes);
        PipelineDefinition definition = this with { Deletes = deletes };
        Problem[] problems = [.. DeletesValidator.Validate(definition)];
        return problems.Length == 0 ? definition : throw new PipelineDefinitionException($"The pipeline '{Id}'", [.. problems]);
    }

    /// <summary>How much is verified against the source before a run commits.</summary>
    /// <param name="verification">Default: <see cref="Verification.Full"/>, which costs the source one aggregate scan of the rows that are read.</param>
    public PipelineDefinition Verifying(Verification verification)
    {
        ArgumentNullException.ThrowIfNull(verification);
        return this with { Verification = verification };
    }

    /// <summary>Adds to what must hold of the target before a run commits; what does not hold rolls the run back.</summary>
    /// <example><code>.Expecting(e => e.NotNull("order_id").Between("total_amount", 0, 1_000_000))</code></example>
    /// <exception cref="PipelineDefinitionException">RSI1070 to RSI1072: an expectation can't be used.</exception>
    public PipelineDefinition Expecting(Func<Expectations, Expectations> expectations)
    {
        ArgumentNullException.ThrowIfNull(expectations);
        PipelineDefinition expecting = this with { Expectations = expectations(new Expectations(Expectations)).All };
        Problem[] problems = [.. ExpectationValidator.Validate(expecting)];
        return problems.Length == 0 ? expecting : throw new PipelineDefinitionException($"The pipeline '{Id}'", [.. problems]);
    }

    /// <summary>The definition as JSON with a format version; holds no secret, because definitions hold none.</summary>
    public string ToJson() => DefinitionJsonWriter.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="PipelineDefinitionException">RSI1050, RSI1051: the text is no definition, or one of another format; or what it says is wrong.</exception>
    public static PipelineDefinition FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return DefinitionJsonReader.Read(json);
    }

    /// <summary>Draws the pipeline: source, columns, target, one line each.</summary>
    public override string ToString() => DefinitionDrawing.Draw(this);

    /// <summary>The target's name, cut and made unique again where it is longer than an id may be.</summary>
    internal static string DefaultId(RedshiftTable target)
    {
        string name = target.QualifiedName;
        if (Identifier.Bytes(name) <= Identifier.MaxBytes)
        {
            return name;
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..10];
        StringBuilder cut = new();
        int bytes = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > Identifier.MaxBytes - hash.Length - 1)
            {
                break;
            }

            cut.Append(rune);
        }

        return $"{cut}_{hash}";
    }
}

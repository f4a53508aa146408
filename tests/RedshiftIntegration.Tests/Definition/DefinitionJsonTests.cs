using CsCheck;
using RedshiftIntegration.Tests.Spine;

namespace RedshiftIntegration.Tests.Definition;

public sealed class DefinitionJsonTests
{
    private static readonly Gen<string> Name = Gen.Char["abcXYZ_ é'\"\\{}😀"[..13]].Array[1, 12].Select(c => "n" + new string(c));

    private static readonly Gen<Transform> AnyTransform = Gen.OneOf(
        Among(Transform.Trim, Transform.Upper, Transform.Lower, Transform.Sha256, Transform.AtTimeZone("Europe/Zurich")),
        Gen.Int[1, 1000].Select(Transform.Truncate),
        Gen.Int[0, 10].Select(Transform.Mask),
        Name.Select(Transform.NullIf));

    private static readonly Gen<RedshiftType> AnyType = Gen.OneOf(
        Among(RedshiftType.SmallInt, RedshiftType.BigInt, RedshiftType.Boolean, RedshiftType.DoublePrecision, RedshiftType.Date, RedshiftType.TimestampTz, RedshiftType.Time, RedshiftType.Real),
        Gen.Int[1, 65535].Select(RedshiftType.Varchar),
        Gen.Int[1, 38].SelectMany(p => Gen.Int[0, Math.Min(p, 37)].Select(s => RedshiftType.Decimal(p, s))));

    private static readonly Gen<object?> AnyValue = Gen.OneOf(
        Gen.Const((object?)null), Gen.Bool.Select(v => (object?)v), Gen.Int.Select(v => (object?)v), Gen.Long.Select(v => (object?)v), Gen.ULong.Select(v => (object?)v),
        Gen.Decimal.Select(v => (object?)v), Gen.Double.Select(v => (object?)v), Name.Select(v => (object?)v), Gen.DateTime.Select(v => (object?)v),
        Gen.DateTimeOffset.Select(v => (object?)v), Gen.DateOnly.Select(v => (object?)v), Gen.Guid.Select(v => (object?)v), Gen.Byte.Array[0, 5].Select(v => (object?)v));

    private static readonly Gen<PipelineDefinition> AnyDefinition =
        from connection in Name
        from table in Name
        from mode in Gen.Int[0, 4]
        from cursor in Gen.Int[0, 3]
        from values in AnyValue.Array[0, 4]
        from rest in Gen.Bool
        from columns in Gen.Select(Name, Gen.Frequency((1, Gen.Const((RedshiftType?)null)), (3, AnyType.Select(t => (RedshiftType?)t))), AnyTransform.Array[0, 3], Gen.Bool).Array[1, 5]
        select Make(connection, table, mode, cursor, values, rest, columns);

    [Fact]
    public void A_definition_comes_back_from_json_as_the_same_value() =>
        AnyDefinition.Sample(
            definition =>
            {
                PipelineDefinition back = PipelineDefinition.FromJson(definition.ToJson());
                back.Should().Be(definition);
                back.ToJson().Should().Be(definition.ToJson());
                back.ToString().Should().Be(definition.ToString());
            },
            iter: 500);

    [Fact]
    public void The_samples_come_back_too()
    {
        foreach (PipelineDefinition definition in (PipelineDefinition[])[SampleDefinitions.Orders, SampleDefinitions.Invoices, SampleDefinitions.Accounts, SampleDefinitions.Orders.Named("x")])
        {
            PipelineDefinition.FromJson(definition.ToJson()).Should().Be(definition);
        }
    }

    [Fact]
    public void The_json_of_format_1() => Approved.Match(SampleDefinitions.Orders.ToJson());

    [Fact]
    public void Text_that_is_broken_anywhere_is_refused_with_an_id()
    {
        string json = SampleDefinitions.Orders.ToJson();
        Gen.Int[0, json.Length - 1].Sample(
            at => FluentActions.Invoking(() => PipelineDefinition.FromJson(json[..at])).Should().Throw<PipelineDefinitionException>().Which.ProblemId.Should().Be("RSI1050"),
            iter: 100);
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static PipelineDefinition Make(string connection, string table, int mode, int cursor, object?[] values, bool rest, (string Name, RedshiftType? Type, Transform[] Transforms, bool Pii)[] columns)
    {
        Source<Row> source = MySqlTable.Named(connection, table);
        source = cursor switch
        {
            1 => source.IncrementalBy("u"),
            2 => source.IncrementalBy("u", TimeSpan.FromSeconds(values.Length)),
            3 => source.IncrementalBy("u", values.Length),
            _ => source,
        };
        source = values.Length == 0 ? source : source.Where(System.Runtime.CompilerServices.FormattableStringFactory.Create(string.Join(" OR ", values.Select((_, i) => $"a = {{{i}}}")), values));
        RedshiftTable target = RedshiftTable.Named("s", "t").SortedBy("c0");
        target = mode switch
        {
            1 => target.Appended().DistributedEvenly(),
            2 => target.MergedOn("c0").In(connection),
            3 => target.DistributedBy("c0"),
            4 => target.Replaced().AllowingEmpty().DistributedToAll(),
            _ => target,
        };
        target = (mode, cursor) switch { (1, _) => target.MergedOn("c0"), (4, > 0) => target.MergedOn("c0"), _ => target };
        return Pipeline.From(source)
            .MapFields(map =>
            {
                for (int i = 0; i < columns.Length; i++)
                {
                    (string name, RedshiftType? type, Transform[] transforms, bool pii) = columns[i];
                    map = map.Column(name, $"c{i}", f =>
                    {
                        f = type is null ? f : f.As(type);
                        f = transforms.Aggregate(f, (mapping, transform) => mapping.Through(transform));
                        return pii ? f.Pii() : f;
                    });
                }

                return rest ? map.Rest().Ignore("zzz") : map.Computed("k", Transform.Constant(null)).Computed("l", Transform.Concat(" ", "a", "b"));
            })
            .To(target);
    }
}

using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>Gives each line of a map its column and its type.</summary>
internal static class FieldResolution
{
    public static IReadOnlyList<ResolvedColumn> Resolve(MapSpec map, SourceBinding binding, ColumnTypes types, List<Problem> problems)
    {
        binding.Ignore(map);
        List<ResolvedColumn> columns = [];
        List<string> named = [];
        foreach (MappedField field in map.Fields)
        {
            if (field.Computed is { } computed)
            {
                Add(Computed(field, computed, binding, types, problems));
                continue;
            }

            string what = field.IsProperty ? "The property" : "The column";
            if (binding.Find(what, field.SourceName!, field.IsProperty) is { } source)
            {
                named.Add(source.Name);
                Add(Read(field, source, types, problems));
            }
        }

        if (map.IncludesRest)
        {
            foreach (SourceColumn source in binding.Rest(named))
            {
                Add(Read(new MappedField { SourceName = source.Name, TargetColumn = Identifier.Fold(NamingConvention.ColumnFor(source.Name)) }, source, types, problems));
            }
        }

        return columns;

        void Add(ResolvedColumn? column)
        {
            if (column is not null)
            {
                columns.Add(column);
            }
        }
    }

    private static ResolvedColumn? Read(MappedField field, SourceColumn source, ColumnTypes types, List<Problem> problems)
    {
        (TypedRead? read, Problem? problem) = field.Transforms.Count == 0 ? Plain(field, source, types) : Transformed(field, source, types);
        if (read is null)
        {
            problems.Add(problem!);
            return null;
        }

        return new ResolvedColumn
        {
            SourceColumn = source.Name,
            SourceType = source.NativeType,
            TargetColumn = field.TargetColumn,
            Type = read.Type,
            ReadType = field.Transforms.Count == 0 ? null : read.ReadType,
            IsNullable = source.IsNullable || field.Transforms.Any(t => t is NullIfTransform),
            Transforms = field.Transforms,
            IsPii = field.IsPii,
            Why = read.Why,
        };
    }

    private static (TypedRead? Read, Problem? Problem) Plain(MappedField field, SourceColumn source, ColumnTypes types)
    {
        ColumnResolution resolution = types(source, field.Type, field.ClrType);
        return resolution.Type is { } type
            ? (new(type, type, Why(source, type, resolution, field.Type is not null)), null)
            : (null, resolution.Problem);
    }

    /// <summary>
    /// With transforms, <c>As</c> is the type after them. Text is read in its full width and may become shorter on the way;
    /// everything else is read as what is asked, so that the source's own checks hold.
    /// </summary>
    private static (TypedRead? Read, Problem? Problem) Transformed(MappedField field, SourceColumn source, ColumnTypes types)
    {
        string name = field.SourceName!;
        ColumnResolution byDefault = types(source, null, field.ClrType);
        (RedshiftType? result, Problem? problem) = byDefault.Type is { } read ? TransformTypes.ResultOf(name, read, field.Transforms) : (null, byDefault.Problem);
        if (result is not null && (field.Type is null || SameFamily(result, field.Type)))
        {
            return (new(byDefault.Type!, field.Type ?? result, Why(source, field.Type ?? result, byDefault, field.Type is not null, field.Transforms)), null);
        }

        if (field.Type is not { } asked)
        {
            return (null, problem);
        }

        ColumnResolution asAsked = types(source, asked, field.ClrType);
        if (asAsked.Type is not { } readType)
        {
            return (null, result is null ? problem ?? asAsked.Problem : DefinitionProblems.TransformResultType(name, result, asked));
        }

        (RedshiftType? final, Problem? finalProblem) = TransformTypes.ResultOf(name, readType, field.Transforms);
        return final is null ? (null, finalProblem)
            : SameFamily(final, asked) ? (new(readType, asked, Why(source, asked, asAsked, true, field.Transforms)), null)
            : (null, DefinitionProblems.TransformResultType(name, final, asked));
    }

    /// <summary>Text fits text of another width, where each value is checked; every other type must be the same.</summary>
    private static bool SameFamily(RedshiftType result, RedshiftType asked) =>
        result == asked || (TransformTypes.IsText(result) && TransformTypes.IsText(asked));

    private static ResolvedColumn? Computed(MappedField field, Transform computed, SourceBinding binding, ColumnTypes types, List<Problem> problems)
    {
        if (computed is ConstantTransform constant)
        {
            return new()
            {
                TargetColumn = field.TargetColumn,
                Type = TransformTypes.OfConstant(constant.Value),
                Computed = constant,
                IsNullable = constant.Value is null,
                Why = "the constant's own length",
            };
        }

        ConcatTransform concat = (ConcatTransform)computed;
        SourceColumn?[] found = [.. concat.Columns.Select(name => binding.Find($"For '{field.TargetColumn}', the column", name, isProperty: true))];
        List<int> widths = [];
        foreach (SourceColumn source in found.OfType<SourceColumn>())
        {
            ColumnResolution resolution = types(source, null, null);
            int? width = resolution.Type is { } type ? TransformTypes.TextWidth(type) : null;
            if (width is { } bytes)
            {
                widths.Add(bytes);
            }
            else
            {
                problems.Add(resolution.Problem ?? DefinitionProblems.TransformInputType(source.Name, concat, resolution.Type!, "a type whose text is the same in every engine"));
            }
        }

        return widths.Count != concat.Columns.Count ? null : new()
        {
            TargetColumn = field.TargetColumn,
            Type = TransformTypes.OfConcat(concat.Separator, widths),
            Computed = concat with { Columns = EquatableList.From(found.Select(c => c!.Name)) },
            IsNullable = found.Any(c => c!.IsNullable),
            Why = "the widths of its parts",
        };
    }

    private static string Why(SourceColumn source, RedshiftType type, ColumnResolution resolution, bool isAsked, EquatableList<Transform> transforms = default)
    {
        string way = string.Concat(transforms.Select(t => $" → {t}"));
        string reason = isAsked ? "as the definition asks" : transforms.Count > 0 ? "after its transforms" : resolution.Why;
        return $"{source.NativeType}{way} → {type}{(reason.Length == 0 ? string.Empty : $": {reason}")}";
    }

    private sealed record TypedRead(RedshiftType ReadType, RedshiftType Type, string Why);
}

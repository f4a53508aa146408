using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>
/// What has to be done so that a table is as it is wanted. What a definition leaves open equals whatever is there: AUTO styles, wider texts, nullable columns that
/// users have added, a key that nobody has declared.
/// </summary>
internal sealed class TableComparison
{
    private readonly WantedTable _wanted;
    private readonly CatalogueTable _found;
    private readonly List<string> _details = [];
    private readonly List<string> _sql = [];
    private readonly List<string> _conflicts = [];

    private TableComparison(WantedTable wanted, CatalogueTable found)
    {
        _wanted = wanted;
        _found = found;
    }

    public static ResourceDifference Of(WantedTable wanted, CatalogueTable? found)
    {
        if (found is null)
        {
            return new ResourceDifference(ChangeAction.Create, "it is not there yet") { Details = TableText.Columns(wanted), Sql = [TableDdl.Create(wanted)], Ground = "absent" };
        }

        if (found.IsView)
        {
            throw new DeploymentException(DeploymentProblems.IsView($"{wanted.Schema}.{wanted.Name}"));
        }

        TableComparison comparison = new(wanted, found);
        comparison.CompareColumns();
        comparison.CompareExtras();
        comparison.CompareKey();
        comparison.CompareDistribution();
        comparison.CompareSorting();
        return comparison.Result() with { Ground = found.ToString() };
    }

    private ResourceDifference Result()
    {
        if (_conflicts.Count > 0)
        {
            return new ResourceDifference(ChangeAction.Replace, "it differs in what Redshift can't alter; it is dropped and made anew, and only while it is empty")
            {
                Details = [.. _conflicts, .. _details],
                Sql = TableDdl.Replace(_wanted),
                NeedsApproval = true,
            };
        }

        return _sql.Count == 0
            ? new ResourceDifference(ChangeAction.None, "it is as it should be")
            : new ResourceDifference(ChangeAction.Update, "it differs") { Details = [.. _details], Sql = [.. _sql] };
    }

    private void CompareColumns()
    {
        foreach (WantedColumn wanted in _wanted.Columns)
        {
            CatalogueColumn? found = _found.Columns.FirstOrDefault(c => string.Equals(c.Name, wanted.Name, StringComparison.Ordinal));
            if (found is null)
            {
                CompareMissing(wanted);
                continue;
            }

            CompareType(wanted, found);
            if (wanted.IsNullable && !found.IsNullable)
            {
                _conflicts.Add($"~ {wanted.Name}  is NOT NULL, and the source may bring NULL");
            }
        }
    }

    private void CompareMissing(WantedColumn wanted)
    {
        if (_wanted.PrimaryKey.Contains(wanted.Name, StringComparer.Ordinal))
        {
            _conflicts.Add($"+ {wanted.Name}  {wanted.Type}, a column of the key, is missing: rows that are there would have no key");
            return;
        }

        string nullable = wanted.IsNullable ? string.Empty : " (without NOT NULL, which Redshift adds with a default alone)";
        _details.Add($"+ {wanted.Name}  {wanted.Type}{nullable}{TableText.Because(wanted)}");
        _sql.Add(TableDdl.AddColumn(_wanted, wanted));
    }

    private void CompareType(WantedColumn wanted, CatalogueColumn found)
    {
        if (found.Type == wanted.Type)
        {
            return;
        }

        bool texts = found.Type?.Kind == RedshiftTypeKind.Varchar && wanted.Type.Kind == RedshiftTypeKind.Varchar;
        if (texts && found.Type!.Length > wanted.Type.Length)
        {
            return;
        }

        string change = $"~ {wanted.Name}  {found.Type?.ToString() ?? found.TypeText} -> {wanted.Type}";

        if (texts && _found.CanWiden(found))
        {
            _details.Add($"{change}{TableText.Because(wanted)}");
            _sql.Add(TableDdl.Widen(_wanted, wanted));
            return;
        }

        _conflicts.Add($"{change}{TableText.Because(wanted)}");
    }

    private void CompareExtras()
    {
        foreach (CatalogueColumn extra in _found.Columns.Where(f => !f.IsNullable && !f.HasDefault && !_wanted.Columns.Any(w => string.Equals(w.Name, f.Name, StringComparison.Ordinal))))
        {
            _conflicts.Add($"- {extra.Name}  {extra.Type?.ToString() ?? extra.TypeText} is NOT NULL without a default, and the pipeline does not fill it");
        }
    }

    private void CompareKey()
    {
        if (_found.PrimaryKey.Count > 0 && !_found.PrimaryKey.ToHashSet(StringComparer.Ordinal).SetEquals(_wanted.PrimaryKey))
        {
            _conflicts.Add($"~ primary key  ({string.Join(", ", _found.PrimaryKey)}) -> ({string.Join(", ", _wanted.PrimaryKey)}); Redshift's planner trusts it");
        }
    }

    private void CompareDistribution()
    {
        bool same = _wanted.Distribution switch
        {
            DistributionStyle.Auto => true,
            DistributionStyle.Key => _found.Distribution == DistributionStyle.Key && string.Equals(_found.DistributionKey, _wanted.DistributionKey, StringComparison.Ordinal),
            _ => _found.Distribution == _wanted.Distribution,
        };
        if (same)
        {
            return;
        }

        _details.Add($"~ distribution  {TableText.Distribution(_found.Distribution ?? DistributionStyle.Auto, _found.DistributionKey)} -> {TableText.Distribution(_wanted.Distribution, _wanted.DistributionKey)}");
        _sql.Add(TableDdl.AlterDistribution(_wanted));
    }

    private void CompareSorting()
    {
        if (_wanted.SortKeys.Count == 0 || (_found.SortKeys == _wanted.SortKeys && !_found.IsInterleaved))
        {
            return;
        }

        _details.Add($"~ sort key  {(_found.IsInterleaved ? "interleaved " : string.Empty)}({string.Join(", ", _found.SortKeys)}) -> ({string.Join(", ", _wanted.SortKeys)})");
        _sql.Add(TableDdl.AlterSorting(_wanted));
    }
}

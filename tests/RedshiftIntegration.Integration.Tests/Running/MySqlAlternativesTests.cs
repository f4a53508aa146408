using System.Globalization;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Integration.Tests.Sources.MySql;
using RedshiftIntegration.Sources.MySql;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>Each type that a column may be asked to become, from the real server into the warehouse: what it holds lands exactly, what it does not is refused.</summary>
public sealed class MySqlAlternativesTests(MySqlAlternativeLine alternatives) : IClassFixture<MySqlAlternativeLine>
{
    public static TheoryData<int, int, string> Cases
    {
        get
        {
            TheoryData<int, int, string> cases = [];
            for (int i = 0; i < MySqlAlternativeCases.All.Length; i++)
            {
                MySqlAlternativeCase row = MySqlAlternativeCases.All[i];
                for (int j = 0; j < row.Alternatives.Count; j++)
                {
                    cases.Add(i, j, $"{row.Ddl} as {row.Alternatives[j].Type}");
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_is_asked_for_lands_exactly_or_is_refused(int index, int column, string what)
    {
        alternatives.Line.SkipIfMissing();
        MySqlAlternative asked = MySqlAlternativeCases.All[index].Alternatives[column];
        what.Should().EndWith(asked.Type);

        PipelineRun run = await alternatives.LoadedAsync(index);

        run.RowsInserted.Should().Be(MySqlAlternativeCases.All[index].Alternatives.Max(a => a.Values.Count) + 1);
        string table = $"a.{MySqlAlternativeLine.Table(index)}";
        string name = string.Create(CultureInfo.InvariantCulture, $"c{column}");
        (await alternatives.Line.WarehouseAsync($"SELECT format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute a WHERE a.attrelid = '{table}'::regclass AND a.attname = '{name}'"))
            .Should().Equal(WarehouseText.CatalogueName(asked.Type));
        string landed = $"SELECT {WarehouseText.Of(asked.Type, name)} FROM {table} WHERE {name} IS NOT NULL ORDER BY k";
        (await alternatives.Line.WarehouseAsync(landed)).Should().Equal(asked.Values.Select(v => v.Landed));

        foreach ((string literal, string rule) in asked.Refused)
        {
            SourceReadException refused = await alternatives.RefusedAsync(index, column, literal);
            refused.ProblemId.Should().Be("RSI2006");
            refused.Message.Should().Contain($"'{name}'").And.Contain("k = 1000").And.Contain(rule, "of {0}", literal);
            refused.Problem.Remedy.Should().NotBeEmpty();
        }

        (await alternatives.Line.WarehouseAsync(landed)).Should().Equal(asked.Values.Select(v => v.Landed), "a refused value leaves the target as it was");
    }

    [Fact]
    public void Every_row_of_the_map_and_every_alternative_has_its_edge_values()
    {
        List<string> missing = [];
        foreach (MySqlTypeRow row in MySqlTypeMap.Rows.Where(r => r.Alternatives.Length > 0))
        {
            string name = row.DataTypes[0];
            if (!MySqlTypeCases.All.Any(c => row.DataTypes.Contains(c.Ddl.Split('(', ' ')[0].ToLowerInvariant())))
            {
                missing.Add($"{name}: its default");
            }

            MySqlAlternative[] cases = [.. MySqlAlternativeCases.All.Where(c => c.Row == name).SelectMany(c => c.Alternatives)];
            foreach (TypeAlternative alternative in row.Alternatives)
            {
                MySqlAlternative[] same = [.. cases.Where(c => RedshiftType.TryParse(c.Type)!.Kind == alternative.Kind)];
                if (!same.Any(c => c.Values.Count > 0))
                {
                    missing.Add($"{name} as {alternative.Name}: a value that it holds");
                }

                if (alternative.Refuses is null == same.Any(c => c.Refused.Count > 0))
                {
                    missing.Add($"{name} as {alternative.Name}: {(alternative.Refuses is null ? "refuses nothing, but a case is refused" : $"a value that is refused ({alternative.Refuses})")}");
                }
            }
        }

        missing.Should().BeEmpty();
        MySqlAlternativeCases.All.Select(c => c.Row).Should().BeSubsetOf(MySqlTypeMap.Rows.Select(r => r.DataTypes[0]));
    }
}

using System.Numerics;
using Npgsql;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>
/// VARCHAR columns of a table that have to hold longer texts. Each statement stands alone: ALTER COLUMN TYPE runs in no transaction block
/// (AWS: r_ALTER_TABLE), and it changes the catalogue alone.
/// </summary>
internal sealed class WidenedColumnsResource(RedshiftTarget target, RedshiftTable table, IReadOnlyList<(ResolvedColumn Column, int Bytes)> wide) : RedshiftResource(target)
{
    public override string Kind => TableResource.KindName;

    public override string Name => Qualified(table.QualifiedName);

    protected override async Task<ResourceDifference> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<string> details = [];
        List<string> sql = [];
        CatalogueTable? found = await RedshiftCatalogue.TableAsync(connection, table.Schema, table.Table, cancellationToken).ConfigureAwait(false);
        foreach ((ResolvedColumn column, int bytes) in wide)
        {
            // What is not there is the load's to say.
            if (found?.Columns.FirstOrDefault(c => string.Equals(c.Name, column.TargetColumn, StringComparison.Ordinal)) is not { Type: { } type } there
                || (type.Kind == RedshiftTypeKind.Varchar && type.Length >= bytes))
            {
                continue;
            }

            if (!found.CanWiden(there))
            {
                throw new DeploymentException(DeploymentProblems.NotWidened(table.QualifiedName, there.Name, type.ToString(), bytes));
            }

            WantedColumn wanted = new(there.Name, RedshiftType.Varchar(Roomy(bytes)), there.IsNullable);
            details.Add($"~ {there.Name}  {type} -> {wanted.Type}");
            sql.Add(TableDdl.Widen(new WantedTable(table.Schema, table.Table) { Columns = [wanted] }, wanted));
        }

        return sql.Count == 0
            ? new ResourceDifference(ChangeAction.None, "its columns are wide enough")
            : new ResourceDifference(ChangeAction.Update, "texts are longer than its columns") { Details = details, Sql = sql, Ground = found!.ToString() };
    }

    /// <summary>The next power of two, so that a column is not widened in each run by some bytes.</summary>
    private static int Roomy(int bytes) => (int)Math.Min(RedshiftType.MaxVarcharBytes, BitOperations.RoundUpToPowerOf2((uint)bytes));
}

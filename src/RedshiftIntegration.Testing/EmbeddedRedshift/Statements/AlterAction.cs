using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>One action of ALTER TABLE.</summary>
internal abstract record AlterAction
{
    public virtual BlockRule Block => BlockRule.Allowed;

    public virtual void Check(Binder binder, Table table)
    {
    }

    /// <summary>Changes DuckDB's table where that is needed and gives the new catalogue entry.</summary>
    public abstract Table Run(Execution execution, Table table);

    protected static Column Find(Table table, string column, int position) =>
        table.Find(column) ?? throw new SqlError("42703", $"column \"{column}\" of relation \"{table.Name}\" does not exist", position);
}

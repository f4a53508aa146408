using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>One action of ALTER TABLE.</summary>
internal abstract record AlterAction
{
    /// <summary>As in <see cref="Effects.RunsAlone"/>.</summary>
    public virtual string? RunsAlone => null;

    public virtual Privilege Needed => Privilege.Alter;

    public virtual void Check(Binder binder, Table table)
    {
    }

    /// <summary>Changes DuckDB's table where that is needed and gives the new catalogue entry.</summary>
    public abstract Table Run(Execution execution, Table table);

    /// <summary>As in <see cref="BoundStatement.Changes"/>.</summary>
    public virtual IEnumerable<RowChanges> Changes(CatalogueSession catalogue) => [];

    public virtual void CheckView(Binder binder, View view, int position)
    {
    }

    /// <summary>The few actions that a view takes too (AWS: r_ALTER_TABLE).</summary>
    public virtual View RunOnView(BindContext context, View view, int position) =>
        throw new SqlError("42809", $"\"{view.Name}\" is not a table", position);

    /// <summary>Whether the two may stand in one statement: encodings of several columns, or a sort key with a distribution key or DISTSTYLE ALL.</summary>
    public static bool GoTogether(AlterAction one, AlterAction other) => (one, other) switch
    {
        (ChangeEncoding, ChangeEncoding) => true,
        (ChangeSortKey, ChangeDistribution { Style: DistStyle.Key or DistStyle.All }) => true,
        (ChangeDistribution { Style: DistStyle.Key or DistStyle.All }, ChangeSortKey) => true,
        _ => false,
    };

    protected static Column Find(Table table, string column, int position) =>
        table.Find(column) ?? throw new SqlError("42703", $"column \"{column}\" of relation \"{table.Name}\" does not exist", position);
}

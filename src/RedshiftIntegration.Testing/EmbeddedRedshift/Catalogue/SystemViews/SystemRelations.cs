using System.Collections.Immutable;
using RedshiftIntegration.Testing.Sessions;
using DuckDB.NET.Data;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Finds the double's system views by name and gives DuckDB their table functions, which take the number of the session that asks.</summary>
internal sealed class SystemRelations : ISystemRelations
{
    private const uint FirstOid = 1000;

    private static readonly ImmutableArray<SystemView> Views =
    [
        new PgClass(), new PgAttribute(), new PgNamespace(), new PgType(), new PgConstraint(), new PgDescription(), new PgAttrdef(), new PgDatabase(),
        new PgUser(), new PgUserInfo(), new PgShadow(), new PgIndex(), new PgInherits(), new PgCollation(), new PgAm(), new PgTrigger(), new PgTables(), new PgViews(),
        new PgTableDef(), new InformationTables(), new InformationSchemata(), new InformationColumns(), new InformationTableConstraints(), new InformationKeyColumnUsage(),
        new InformationTablePrivileges(), new SvvColumns(), new SvvTables(), new SvvTableInfo(), new SvvUserInfo(), new SvvRelationPrivileges(),
        new SvvSchemaPrivileges(), new SvvDatabasePrivileges(),
        new SvvTransactions(), new PgLocks(), new StvDbIsolationLevel(), new SysQueryHistory(), new SysQueryText(), new SysLoadHistory(), new SysLoadErrorDetail(), new StlLoadErrors(), new StlLoadErrorDetail(), new StlLoadCommits(), new StlReplacements(),
        new InformationViews(), new SvvAllColumns(), new SvvAllTables(), new SvvRedshiftColumns(), new SvvRedshiftTables(),
    ];

    private readonly Warehouse warehouse;

    public SystemRelations(Warehouse warehouse) => this.warehouse = warehouse;

    /// <summary>Each view's schema, name and columns.</summary>
    public static IEnumerable<SystemView> Known => Views;

    /// <summary>The views themselves as rows of pg_class.</summary>
    public ImmutableArray<SeenRelation> Seen { get; } = [.. Views.Select((v, i) => See(v, (v.Schema == SystemView.PgCatalog ? FirstOid : KnownOids.InformationSchema + 1) + (uint)i))];

    /// <summary>pg_catalog is searched without being named, as in PostgreSQL; information_schema isn't.</summary>
    public SystemRelation? Find(string? schema, string name)
    {
        SystemView? view = Views.FirstOrDefault(v =>
            string.Equals(v.Name, name, StringComparison.Ordinal) && string.Equals(v.Schema, schema ?? SystemView.PgCatalog, StringComparison.Ordinal));
        return view is null
            ? null
            : new SystemRelation(view.Schema, view.Name, view.Columns, session => $"{Printer.Identifier(FunctionName(view))}({session})", view.ForSuperusers);
    }

    public void Register(DuckDBConnection root)
    {
        foreach (SystemView view in Views)
        {
            root.RegisterTableFunction<int>(FunctionName(view), arguments => Answer(view, arguments[0].GetValue<int>()), ViewRows.Writer(view.Columns));
        }
    }

    private static string FunctionName(SystemView view) =>
        view.Schema == SystemView.PgCatalog ? $"rs_{view.Name}" : $"rs_{view.Schema}_{view.Name}";

    private static SeenRelation See(SystemView view, uint oid)
    {
        uint schema = view.Schema == SystemView.PgCatalog ? KnownOids.PgCatalog : KnownOids.InformationSchema;
        ImmutableArray<Column> columns = [.. view.Columns.Select((c, i) => new Column { Number = i + 1, Name = c.Name, Type = c.Type })];
        return new SeenRelation(oid, schema, view.Schema, view.Name, 'v', KnownOids.Rdsdb, columns);
    }

    private TableFunction Answer(SystemView view, int sessionId)
    {
        Session session = warehouse.FindSession(sessionId)
            ?? throw new InvalidOperationException($"rs:XX000:session {sessionId} has ended");
        return new TableFunction(ViewRows.Columns(view.Columns), view.Rows(session, warehouse).ToList());
    }
}

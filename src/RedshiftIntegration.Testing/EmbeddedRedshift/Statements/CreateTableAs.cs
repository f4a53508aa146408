using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CREATE TABLE ... AS, SELECT ... INTO and CREATE MATERIALIZED VIEW: the table gets the binder's types, then the rows are inserted.</summary>
internal static class CreateTableAs
{
    /// <param name="context">The session's.</param>
    /// <param name="definition">Name and attributes, without types.</param>
    /// <param name="query">Where the columns and rows come from.</param>
    /// <param name="tag">The command tag; the number of rows is added where it is SELECT.</param>
    /// <param name="kept">For a materialized view: what of the query stays with the table.</param>
    public static BoundStatement Bind(BindContext context, TableDefinition definition, Query query, string tag, Func<Binder, ViewDefinition>? kept = null)
    {
        var binder = new Binder(context);
        var bound = binder.Query(query, null);
        binder.CheckLeaderForms();
        var view = kept?.Invoke(binder);
        var schema = TableBuilder.SchemaOf(context, definition);
        var columns = Columns(definition, bound);
        var plain = definition with { Columns = [] };
        return new PlainBound(execution =>
        {
            if (CreateTableStatement.Existing(context, schema, definition) is not null)
            {
                throw Physical.AlreadyExists(definition.Name);
            }

            var table = Make(execution.Context, plain, columns) with { Definition = view };
            Physical.Create(execution, table);
            var rows = DuckRunner.Execute(execution, Fill(table, bound));
            return new StatementResult(view is null ? string.Create(CultureInfo.InvariantCulture, $"{tag} {rows}") : tag);
        })
        {
            Effects = CreateTableStatement.Effect(binder, schema, definition),
            ParameterTypes = binder.ParameterTypes(),
        };
    }

    /// <summary>The INSERT of a query's rows into a table with its columns.</summary>
    public static DuckSql Fill(Table table, BoundQuery query)
    {
        var values = query.Names.Select((n, i) => WriteChecks.Print(table.Columns[i], $"q.{Printer.Identifier(n)}"));
        return $"INSERT INTO {table.PhysicalSql} SELECT {DuckSql.List(values)} FROM ({query.Sql}) AS q({Printer.Identifiers(query.Names)})";
    }

    private static ImmutableArray<Column> Columns(TableDefinition definition, BoundQuery query)
    {
        if (definition.Columns.Length > query.Columns.Count || (definition.Columns.Length > 0 && definition.Columns.Length < query.Columns.Count))
        {
            throw new SqlError("42601", "CREATE TABLE AS specifies another number of column names than the query has", definition.Name.Position);
        }

        ImmutableArray<Column> columns = [.. query.Columns.Select((c, i) => new Column
        {
            Number = i + 1,
            Name = definition.Columns.IsEmpty ? c.Name : definition.Columns[i].Name,
            Type = Stored(c.Type),
            Encoding = "",
        })];
        return columns.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new SqlError("42701", $"column \"{twice.Key}\" duplicated", definition.Name.Position)
            : columns;
    }

    private static SqlType Stored(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Name => SqlType.Varchar(128),
        SqlTypeKind.Oid => SqlType.BigInt,
        SqlTypeKind.Unknown => SqlType.Varchar(256),
        _ => type,
    };

    private static Table Make(BindContext context, TableDefinition definition, ImmutableArray<Column> columns)
    {
        var table = TableBuilder.Build(new Binder(context), definition with { DistKey = null, SortKey = [], DistStyle = definition.DistKey is null ? definition.DistStyle : null }, context.Catalogue.NextOid());
        table = table with
        {
            Columns = columns,
            LastColumn = columns.Length,
            DistKey = definition.DistKey,
            DistStyle = definition.DistKey is null ? table.DistStyle : DistStyle.Key,
            SortKey = definition.SortKey,
            SortStyle = definition.SortStyle ?? SortStyle.None,
        };
        TableBuilder.CheckKeys(table, definition.Name.Position);
        return table with { Columns = [.. table.Columns.Select(c => c with { Encoding = ColumnEncodings.Choose(c, table) })] };
    }
}

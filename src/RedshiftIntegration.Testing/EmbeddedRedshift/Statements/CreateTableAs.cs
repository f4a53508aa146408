using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CREATE TABLE ... AS and SELECT ... INTO: the table gets the binder's types, then the rows are inserted.</summary>
internal static class CreateTableAs
{
    public static BoundStatement Bind(BindContext context, TableDefinition definition, Query query, string tag)
    {
        var binder = new Binder(context);
        var bound = binder.Query(query, null);
        binder.CheckLeaderForms();
        var schema = TableBuilder.SchemaOf(context, definition);
        var columns = Columns(definition, bound);
        var plain = definition with { Columns = [] };
        return new PlainBound(execution =>
        {
            if (CreateTableStatement.Existing(context, schema, definition) is not null)
            {
                throw Physical.AlreadyExists(definition.Name);
            }

            var table = Make(execution.Context, plain, columns);
            Physical.Create(execution, table);
            var source = string.Join(", ", bound.Names.Select((n, i) => WriteChecks.Print(columns[i], $"q.{Printer.Identifier(n)}")));
            var rows = DuckRunner.Execute(execution, $"INSERT INTO {table.PhysicalSql} SELECT {source} FROM ({bound.Sql}) AS q({Printer.Identifiers(bound.Names)})");
            return new StatementResult(string.Create(CultureInfo.InvariantCulture, $"{tag} {rows}"));
        })
        {
            Effects = CreateTableStatement.Effect(binder, schema, definition),
            ParameterTypes = binder.ParameterTypes(),
        };
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
            DistKey = definition.DistKey,
            DistStyle = definition.DistKey is null ? table.DistStyle : DistStyle.Key,
            SortKey = definition.SortKey,
            SortStyle = definition.SortStyle ?? SortStyle.None,
        };
        foreach (var key in table.SortKey.Concat(table.DistKey is null ? [] : [table.DistKey]))
        {
            var column = table.Find(key) ?? throw new SqlError("42703", $"column \"{key}\" named in key does not exist", definition.Name.Position);
            TableBuilder.CheckKeyType(column, string.Equals(key, table.DistKey, StringComparison.Ordinal), definition.Name.Position);
        }

        return table with { Columns = [.. table.Columns.Select(c => c with { Encoding = TableBuilder.Encoding(c, table) })] };
    }
}

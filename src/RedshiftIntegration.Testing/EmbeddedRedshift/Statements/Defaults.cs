using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Values of columns that an INSERT or COPY leaves out.</summary>
internal static class Defaults
{
    /// <summary>AWS: r_CREATE_TABLE_NEW. No column, no subquery; the type must fit.</summary>
    public static void Check(Binder binder, Column column, Expr expression)
    {
        if (expression is SubqueryExpr or ExistsExpr or InQueryExpr)
        {
            throw new SqlError("0A000", "cannot use subquery in default expression", expression.Position);
        }

        try
        {
            Coercions.Assign(binder.Settle(binder.Bind(expression, new Scope(null))), column.Type, column.Name, expression.Position);
        }
        catch (SqlError e) when (e.SqlState is "42703" or "42P01")
        {
            throw new SqlError("0A000", "cannot use column references in default expression", expression.Position);
        }
    }

    /// <summary>The DuckDB text of a column's default: the next identity value, the bound expression, or NULL.</summary>
    public static DuckSql Print(Binder binder, Table table, Column column)
    {
        if (column.Identity is not null)
        {
            return Printer.Cast($"nextval({Printer.Text(Sequence(table))})", column.Type);
        }

        if (column.Default is null)
        {
            return Printer.Cast($"NULL", column.Type);
        }

        var parser = new Parser(column.Default, Lexer.Run(column.Default), 0);
        return Coercions.Assign(binder.Bind(parser.Expression(), new Scope(null)), column.Type, column.Name, 0).Sql;
    }

    public static string Sequence(Table table) => $"seq_{table.PhysicalName}";
}

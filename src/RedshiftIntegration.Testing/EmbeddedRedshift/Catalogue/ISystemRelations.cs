using System.Collections.Immutable;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>Resolves names of pg_catalog, information_schema, svv_, sys_ and stl_ relations for the binder.</summary>
internal interface ISystemRelations
{
    /// <summary>Null where there is no such relation; <paramref name="schema"/> is null for an unqualified name.</summary>
    SystemRelation? Find(string? schema, string name);
}

/// <summary>A system table or view.</summary>
/// <param name="Schema">pg_catalog or information_schema.</param>
/// <param name="Name">The folded name.</param>
/// <param name="Columns">Columns in order, with the types that the binder reports.</param>
/// <param name="PrintFor">The DuckDB text of the FROM item for a session number, for example <c>rs_pg_class(42)</c>; its columns have the names in <paramref name="Columns"/>.</param>
/// <param name="ForSuperusers">Whether nobody else may read it.</param>
internal sealed record SystemRelation(string Schema, string Name, ImmutableArray<ResultColumn> Columns, Func<int, DuckSql> PrintFor, bool ForSuperusers = false);

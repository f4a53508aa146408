using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>
/// The query of a view with what its names meant when the view was made. Redshift keeps an ordinary view bound to its relations and columns, not to their
/// names: it follows a rename, <c>*</c> doesn't grow with the table, and what it uses can't be dropped.
/// </summary>
/// <param name="Query">The text after AS, as it was written.</param>
/// <param name="References">The relations that the query names; empty for a late-binding view.</param>
internal sealed record ViewDefinition(string Query, ImmutableArray<ViewReference> References)
{
    public bool DependsOn(uint relation) => References.Any(r => r.Oid == relation);

    public bool Uses(uint relation, int column) => References.Any(r => r.Oid == relation && r.Columns.Any(c => c.Number == column && c.Used));

    public ViewReference? At(int position) => References.FirstOrDefault(r => r.Position == position);
}

/// <param name="Position">Where the name stands in the query's text, in characters.</param>
/// <param name="Oid">The relation that it meant.</param>
/// <param name="Schema">The relation's schema then.</param>
/// <param name="Columns">The relation's columns then.</param>
internal sealed record ViewReference(int Position, uint Oid, string Schema, ImmutableArray<ReferencedColumn> Columns);

internal sealed record ReferencedColumn(int Number, string Name, SqlType Type, bool Used);

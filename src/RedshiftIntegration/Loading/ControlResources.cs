using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>The control schema's tables as a plan wants them.</summary>
internal static class ControlResources
{
    public static WantedTable Wanted(string schema, ControlTable table) => new(schema, table.Name)
    {
        Columns = EquatableList.From(table.Columns.Select(c => new WantedColumn(c.Name, c.Type, c.IsNullable))),
    };
}

using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>A table of the control schema; docs/control-schema.md says the same to people.</summary>
internal sealed record ControlTable(string Name, string Meaning)
{
    public EquatableList<ControlColumn> Columns { get; init; }
}

internal sealed record ControlColumn(string Name, RedshiftType Type, bool IsNullable, string Meaning);

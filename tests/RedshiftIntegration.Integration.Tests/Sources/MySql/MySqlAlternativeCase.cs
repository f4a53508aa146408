namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

/// <summary>A type of the source and what it is asked to become: one table with one column for each.</summary>
/// <param name="row">The row of the type map, by its first name.</param>
/// <param name="ddl">The columns' type in the source.</param>
public sealed class MySqlAlternativeCase(string row, string ddl, params MySqlAlternative[] alternatives)
{
    public string Row { get; } = row;

    public string Ddl { get; } = ddl;

    public IReadOnlyList<MySqlAlternative> Alternatives { get; } = alternatives;
}

/// <param name="Type">What is asked for.</param>
public sealed record MySqlAlternative(string Type)
{
    /// <summary>SQL literal of the source, and the text of what must stand in the warehouse.</summary>
    public IReadOnlyList<(string Literal, string Landed)> Values { get; private init; } = [];

    /// <summary>SQL literals that must be refused, with words of the message.</summary>
    public IReadOnlyList<(string Literal, string Rule)> Refused { get; private init; } = [];

    public MySqlAlternative Holds(params (string Literal, string Landed)[] values) => this with { Values = [.. Values, .. values] };

    /// <summary>Values that stand in the warehouse as they are written here.</summary>
    public MySqlAlternative Holds(params string[] values) => Holds([.. values.Select(v => (v, v))]);

    /// <summary>Because the type does not hold them exactly.</summary>
    public MySqlAlternative Refuses(params string[] literals) => this with { Refused = [.. Refused, .. literals.Select(l => (l, $"does not fit {Type} exactly"))] };

    public MySqlAlternative RefusesAs(string rule, params string[] literals) => this with { Refused = [.. Refused, .. literals.Select(l => (l, rule))] };
}

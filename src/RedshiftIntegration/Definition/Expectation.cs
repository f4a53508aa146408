using System.Globalization;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Definition;

/// <summary>One thing that must hold of the target before a run commits. A closed set.</summary>
internal abstract record Expectation
{
    private protected Expectation()
    {
    }

    /// <summary>The target columns that it names.</summary>
    public virtual EquatableList<string> Columns => [];

    /// <summary>For drawings, plans and messages; names no value of a row.</summary>
    public abstract override string ToString();
}

internal sealed record NotNullExpectation(EquatableList<string> Names) : Expectation
{
    public override EquatableList<string> Columns => Names;

    public override string ToString() => $"{string.Join(", ", Names)} not NULL";
}

internal sealed record UniqueExpectation(EquatableList<string> Names) : Expectation
{
    public override EquatableList<string> Columns => Names;

    public override string ToString() => $"({string.Join(", ", Names)}) unique";
}

internal sealed record BetweenExpectation(string Name, decimal Low, decimal High) : Expectation
{
    public override EquatableList<string> Columns => [Name];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} between {Low} and {High}");
}

internal sealed record MatchesExpectation(string Name, string Pattern) : Expectation
{
    public override EquatableList<string> Columns => [Name];

    public override string ToString() => $"{Name} matches '{Pattern}'";
}

internal sealed record RowCountExpectation(double Percent) : Expectation
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"row count within {Percent} % of the one before");
}

internal sealed record FreshExpectation(TimeSpan Age) : Expectation
{
    public override string ToString() => $"newest row at most {DefinitionDrawing.Duration(Age)} old";
}

using System.Globalization;
using MySqlConnector;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>The FROM and WHERE of a source, shared by the bound's and the read's statements. Holes of predicates are parameters.</summary>
internal sealed class MySqlStatement
{
    private readonly List<string> _conditions = [];
    private readonly List<(string Name, object? Value)> _parameters = [];

    public MySqlStatement(Source source)
    {
        From = source.Sql is null ? MySqlName.QuoteTable(source.Name) : $"({source.Sql}) AS q";
        foreach (SourcePredicate predicate in source.Predicates)
        {
            _conditions.Add(PredicateText.Render(predicate, Parameter));
        }

        DeletedFlag = source.DeletedPredicate is { } deleted ? $"CASE WHEN ({PredicateText.Render(deleted, Parameter)}) THEN 1 ELSE 0 END" : "0";
    }

    public string From { get; }

    /// <summary>1 where the source flags the row as deleted, 0 elsewhere, NULL nowhere.</summary>
    public string DeletedFlag { get; }

    /// <summary>Whether rows are left out: then the catalogue's estimate says nothing.</summary>
    public bool IsFiltered => _conditions.Count > 0;

    /// <summary>A bound's text has an alphabet of digits and signs, so that it can stand in the SQL; as a typed literal it leaves the column's index usable.</summary>
    public static string Literal(CursorBound bound) => bound.Kind switch
    {
        CursorKind.Number => bound.ToString(),
        CursorKind.Date => $"DATE'{bound}'",
        _ => $"TIMESTAMP'{bound}'",
    };

    public void Add(string condition) => _conditions.Add(condition);

    public MySqlCommand Command(MySqlConnection connection, string select, params ReadOnlySpan<string> more)
    {
        string[] conditions = [.. _conditions, .. more];
        string where = conditions.Length == 0 ? string.Empty : " WHERE " + string.Join(" AND ", conditions.Select(c => $"({c})"));
        MySqlCommand command = new($"SELECT {select} FROM {From}{where}", connection) { CommandTimeout = 0 };
        foreach ((string name, object? value) in _parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private static object? ToDriver(object? value) => value switch
    {
        DateTimeOffset point => point.UtcDateTime,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Guid guid => guid.ToString("D"),
        _ => value,
    };

    private string Parameter(object? value)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"@p{_parameters.Count}");
        _parameters.Add((name, ToDriver(value)));
        return name;
    }
}

using System.Data.Common;
using System.Text;
using RedshiftIntegration.Definition.Sources;

namespace RedshiftIntegration.Sources.Database;

/// <summary>One SELECT in the making: text and parameters. Values only ever become parameters.</summary>
internal sealed class SourceStatement(DatabaseDialect dialect)
{
    private readonly StringBuilder _text = new();
    private readonly List<object?> _values = [];

    public SourceStatement Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>A condition with its holes as parameters.</summary>
    /// <exception cref="FormatException">A hole has an alignment, a format or no value.</exception>
    public SourceStatement Append(SourcePredicate predicate) => Append(PredicateText.Render(predicate, Parameter));

    /// <summary>Adds a parameter and gives the mark that stands for it.</summary>
    public string Parameter(object? value)
    {
        _values.Add(value);
        return dialect.ParameterMark(_values.Count - 1);
    }

    /// <summary>The conditions of the source, each in parentheses; <c>1 = 1</c> where there is none, so that more can follow with AND.</summary>
    /// <exception cref="FormatException">A hole has an alignment, a format or no value.</exception>
    public SourceStatement AppendPredicates(IReadOnlyList<SourcePredicate> predicates)
    {
        if (predicates.Count == 0)
        {
            return Append("1 = 1");
        }

        for (int i = 0; i < predicates.Count; i++)
        {
            Append(i == 0 ? "(" : " AND (").Append(predicates[i]).Append(")");
        }

        return this;
    }

    /// <summary>The same statement between two pieces of text, as a part of another.</summary>
    public SourceStatement Within(string before, string after)
    {
        _text.Insert(0, before).Append(after);
        return this;
    }

    public DbCommand ToCommand(DatabaseSession session)
    {
        DbCommand command = session.CreateCommand(_text.ToString());
        for (int i = 0; i < _values.Count; i++)
        {
            DbParameter parameter = command.CreateParameter();
            dialect.Bind(parameter, i, _values[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public override string ToString() => _text.ToString();
}

using System.Data.Common;
using System.Globalization;
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

    /// <summary>Adds a parameter and gives the mark that stands for it.</summary>
    public string Parameter(object? value)
    {
        _values.Add(value);
        return dialect.ParameterMark(_values.Count - 1);
    }

    /// <summary>The conditions of the source, each in parentheses; <c>1 = 1</c> where there is none, so that more can follow with AND.</summary>
    /// <exception cref="FormatException">A hole has an alignment or a format.</exception>
    public SourceStatement AppendPredicates(IReadOnlyList<SourcePredicate> predicates)
    {
        if (predicates.Count == 0)
        {
            return Append("1 = 1");
        }

        for (int i = 0; i < predicates.Count; i++)
        {
            SourcePredicate predicate = predicates[i];
            Append(i == 0 ? "(" : " AND (").Append(predicate.IsRaw ? predicate.Format : WithMarks(predicate)).Append(")");
        }

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

    /// <summary>A composite format (<c>a = {0} AND b = '{{'</c>) as SQL: holes become marks, doubled braces single ones.</summary>
    private string WithMarks(SourcePredicate predicate)
    {
        string format = predicate.Format;
        StringBuilder sql = new(format.Length);
        for (int i = 0; i < format.Length; i++)
        {
            char c = format[i];
            if (c is '{' or '}' && i + 1 < format.Length && format[i + 1] == c)
            {
                sql.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int end = format.IndexOf('}', i);
                string hole = end < 0 ? format[i..] : format[(i + 1)..end];
                if (!int.TryParse(hole, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= predicate.Values.Count)
                {
                    throw new FormatException($"the hole {{{hole}}} has an alignment or a format");
                }

                sql.Append(Parameter(predicate.Values[index]));
                i = end;
            }
            else
            {
                sql.Append(c);
            }
        }

        return sql.ToString();
    }
}

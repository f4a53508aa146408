using System.Text;
using RedshiftIntegration.Mapping;

namespace RedshiftIntegration.Flow;

/// <summary>Fills a column that no source column gives.</summary>
internal abstract class ComputedColumn(ColumnAppender appender)
{
    protected ColumnAppender Appender { get; } = appender;

    /// <param name="inputs">Gets what has to be read for it and is not read yet.</param>
    public static ComputedColumn For(ColumnAppender appender, List<RowInput> inputs) => appender.Definition.Computed switch
    {
        ConstantTransform constant => new ConstantColumn(appender, constant),
        ConcatTransform concat => new ConcatColumn(appender, concat, inputs),
        _ => throw new InvalidOperationException($"'{appender.Definition.Computed}' makes no column of its own; the definition is checked for that."),
    };

    public abstract void Append();

    private sealed class ConstantColumn(ColumnAppender appender, ConstantTransform constant) : ComputedColumn(appender)
    {
        private readonly byte[]? _text = constant.Value is null ? null : Encoding.UTF8.GetBytes(constant.Value);

        public override void Append()
        {
            if (_text is null)
            {
                Appender.AppendNull();
            }
            else
            {
                Appender.AppendText(_text);
            }
        }
    }

    private sealed class ConcatColumn : ComputedColumn
    {
        private readonly ConcatText _concat;
        private readonly CapturingAppender[] _parts;

        public ConcatColumn(ColumnAppender appender, ConcatTransform concat, List<RowInput> inputs)
            : base(appender)
        {
            _concat = new ConcatText(concat.Separator);
            _parts = [.. concat.Columns.Select(name => PartOf(name, appender.Definition, inputs))];
        }

        public override void Append()
        {
            _concat.Clear();
            foreach (CapturingAppender part in _parts)
            {
                if (part.IsNull)
                {
                    Appender.AppendNull();
                    return;
                }

                _concat.Add(part.Text);
            }

            Appender.AppendText(_concat.Text);
        }

        private static CapturingAppender PartOf(string name, ResolvedColumn column, List<RowInput> inputs)
        {
            RowInput? known = inputs.Find(i => i.Appender is CapturingAppender && string.Equals(i.SourceColumn, name, StringComparison.Ordinal));
            if (known is null)
            {
                ResolvedColumn part = new() { SourceColumn = name, TargetColumn = column.TargetColumn, Type = RedshiftType.Varchar(RedshiftType.MaxVarcharBytes), IsPii = column.IsPii, Overflow = column.Overflow, HasOwnOverflow = column.HasOwnOverflow };
                known = new RowInput(name, new CapturingAppender(part));
                inputs.Add(known);
            }

            return (CapturingAppender)known.Appender;
        }
    }
}

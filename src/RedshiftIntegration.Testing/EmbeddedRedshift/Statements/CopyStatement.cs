using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Loading;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>COPY t [(columns)] FROM 's3://...' of Parquet files (AWS: r_COPY, copy-usage_notes-copy-from-columnar).</summary>
internal sealed class CopyStatement : Statement
{
    public required ObjectName Target { get; init; }

    public required ImmutableArray<string> Columns { get; init; }

    public required string Source { get; init; }

    public required CopyOptions Options { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("COPY");
        var target = parser.ObjectName();
        var columns = parser.Is("(") ? parser.NameList() : [];
        if (parser.Is("TO"))
        {
            throw new SqlError("0A000", "COPY TO is not supported: use UNLOAD", parser.Current.Position);
        }

        parser.Expect("FROM");
        if (parser.Is("STDIN"))
        {
            throw new SqlError("0A000", "COPY FROM STDIN is not supported", parser.Current.Position);
        }

        var position = parser.Current.Position;
        var source = parser.TextValue();
        if (!source.StartsWith("s3://", StringComparison.Ordinal))
        {
            throw new SqlError("0A000", $"COPY from \"{source}\" is not supported by EmbeddedRedshift: s3:// only", position);
        }

        return new CopyStatement
        {
            Target = target, Columns = columns, Source = source, Options = CopyOptions.Parse(parser), Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var table = binder.Target(Target, LockMode.Append);
        var columns = TargetColumns(table);
        return new PlainBound(execution => Run(execution, table, columns)) { Effects = binder.Effects() };
    }

    private StatementResult Run(Execution execution, Table table, ImmutableArray<Column> columns)
    {
        var objects = execution.Objects
            ?? throw new SqlError("XX000", "this EmbeddedRedshift has no S3: give it an EmbeddedAws by EmbeddedRedshiftOptions.Aws");
        var files = new CopySource(objects, Source).Files(Options.Manifest);
        var rows = new ParquetCopy(execution, table, columns, Options).Load(Source, files);
        return new StatementResult("COPY")
        {
            Notices = [string.Create(CultureInfo.InvariantCulture, $"Load into table '{table.Name}' completed, {rows} record(s) loaded successfully.")],
        };
    }

    private ImmutableArray<Column> TargetColumns(Table table)
    {
        if (Columns.IsEmpty)
        {
            return [.. table.Columns.Where(c => c.Identity is null || Options.ExplicitIds)];
        }

        var columns = Columns.Select(c => table.Find(c) ?? throw new SqlError("42703", $"column \"{c}\" of relation \"{table.Name}\" does not exist", Target.Position)).ToImmutableArray();
        if (columns.Distinct().Count() != columns.Length)
        {
            throw new SqlError("42701", "a column is named twice in the COPY column list", Target.Position);
        }

        if (columns.Any(c => c.Identity is { ByDefault: false }) && !Options.ExplicitIds)
        {
            throw new SqlError("0A000", "cannot set an identity column to a value", Target.Position);
        }

        return table.Columns.Any(c => c is { NotNull: true, Default: null, Identity: null } && !columns.Contains(c))
            ? throw new SqlError("42601", "NOT NULL column without DEFAULT must be included in column list", Target.Position)
            : columns;
    }
}

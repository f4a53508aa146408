using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Npgsql;
using RedshiftIntegration;
using Spectre.Console;

namespace QuickStart;

/// <summary>What the sample prints: colours and a live bar on a terminal, plain lines elsewhere.</summary>
internal sealed class Screen
{
    private static readonly (string Question, string Sql)[] Queries =
    [
        ("What does the shop turn over, by country?",
            """
            SELECT c.country, COUNT(*) AS orders, SUM(o.total_amount) AS turnover
            FROM analytics.orders o JOIN analytics.customers c ON c.customer_id = o.customer_id
            GROUP BY c.country ORDER BY turnover DESC
            """),
        ("Which runs were there, and what did each do?",
            """
            SELECT pipeline, status, rows_read, rows_inserted, rows_updated, LEFT(watermark_to, 19) AS up_to
            FROM redshift_integration.runs ORDER BY started_at
            """),
        ("What came back on the last day?",
            """
            SELECT TOP 3 order_id, status, total_amount, updated_at
            FROM analytics.orders WHERE status = 'returned' ORDER BY total_amount DESC, order_id
            """),
    ];

    private readonly IAnsiConsole _console = AnsiConsole.Console;
    private int _step;

    public Screen()
    {
        if (!_console.Profile.Out.IsTerminal)
        {
            _console.Profile.Width = 120;
        }
    }

    public static void Unwrapped(string line) => Console.Out.WriteLine(line);

    /// <summary>A line for the shell with the password in it: the server listens on loopback and ends with this process.</summary>
    public static string PsqlLine(string connectionString)
    {
        NpgsqlConnectionStringBuilder c = new(connectionString);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"psql \"postgresql://{Uri.EscapeDataString(c.Username!)}:{Uri.EscapeDataString(c.Password!)}@{c.Host}:{c.Port}/{c.Database}?sslmode=disable\"");
    }

    public void Title(string text)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());
    }

    public void Step(string text)
    {
        _console.WriteLine();
        _console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold blue]{++_step}[/] [bold]{text}[/]");
    }

    public void Line(string text) => _console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{text}[/]");

    public void Done(FormattableString text, TimeSpan took) => Done(text.ToString(CultureInfo.InvariantCulture), took);

    public void Done(string text, TimeSpan took) =>
        _console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [green]done[/] {text} [grey]({Seconds(took)})[/]");

    public void Block(string text)
    {
        foreach (string line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            // Unwrapped: a drawn definition or plan has columns of its own.
            Unwrapped($"  {line}");
        }

        _console.WriteLine();
    }

    public async Task<ImmutableArray<PipelineRun>> RunAsync(IPipelineRunner runner, ImmutableArray<PipelineDefinition> definitions, CancellationToken cancellationToken)
    {
        ImmutableArray<PipelineRun>.Builder runs = ImmutableArray.CreateBuilder<PipelineRun>(definitions.Length);
        if (!_console.Profile.Out.IsTerminal)
        {
            foreach (PipelineDefinition definition in definitions)
            {
                PipelineRun run = await runner.RunAsync(definition, cancellationToken: cancellationToken);
                Done($"{run.Pipeline}: {run.RowsRead:N0} read, {run.RowsInserted:N0} inserted, {run.RowsUpdated:N0} updated, {run.RowsUnchanged:N0} unchanged", run.Duration);
                runs.Add(run);
            }

            return runs.ToImmutable();
        }

        await _console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                foreach (PipelineDefinition definition in definitions)
                {
                    ProgressTask task = context.AddTask(definition.Id);
                    RunOptions options = new() { Progress = new BarProgress(task) };
                    PipelineRun run = await runner.RunAsync(definition, options, cancellationToken);
                    task.Description = $"{run.Pipeline}: {run.RowsRead.ToString("N0", CultureInfo.InvariantCulture)} read, {run.RowsInserted.ToString("N0", CultureInfo.InvariantCulture)} inserted, {run.RowsUpdated.ToString("N0", CultureInfo.InvariantCulture)} updated";
                    task.Value = task.MaxValue;
                    runs.Add(run);
                }
            });
        return runs.ToImmutable();
    }

    public void Runs(ImmutableArray<PipelineRun> runs)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumns("Pipeline", "Status");
        foreach (string column in new[] { "Read", "Staged", "Inserted", "Updated", "Unchanged", "Bytes", "Took" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (PipelineRun run in runs)
        {
            table.AddRow(
                run.Pipeline, run.Status.ToString(), Number(run.RowsRead), Number(run.RowsStaged), Number(run.RowsInserted),
                Number(run.RowsUpdated), Number(run.RowsUnchanged), Number(run.BytesStaged), Seconds(run.Duration));
        }

        _console.Write(table);
        Line("Checked before each commit: no other run came first, every staged row arrived, no key came with two values.");
    }

    public void Steps(PipelineRun run)
    {
        Line($"How long each step of the first run of {run.Pipeline} took:");
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("Step").AddColumn(new TableColumn("Took").RightAligned()).AddColumn(new TableColumn("Rows").RightAligned());
        foreach (RunStep step in run.Steps)
        {
            table.AddRow(step.Name, Seconds(step.Duration), step.Rows is { } rows ? Number(rows) : string.Empty);
        }

        _console.Write(table);
    }

    public async Task QueriesAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(cancellationToken);
        foreach ((string question, string sql) in Queries)
        {
            _console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{question}[/]");
            Block(sql);
            await using NpgsqlCommand command = new(sql, connection);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            _console.Write(await TableOfAsync(reader, cancellationToken));
        }
    }

    public void Next(bool hold)
    {
        string[] lines = hold
            ? ["Look into the warehouse with the line below, while this program runs. Ctrl+C ends it."]
            :
            [
                "Run this again with --hold and look into the warehouse with psql.",
                "Run it with --mysql \"Server=...;User ID=...;Password=...\" to read from a real server.",
                "Read README.md for a pipeline of your own, docs/control-schema.md for what each run leaves behind.",
            ];
        foreach (string line in lines)
        {
            _console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {line}");
        }
    }

    private static async Task<Table> TableOfAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        for (int i = 0; i < reader.FieldCount; i++)
        {
            TableColumn column = new(reader.GetName(i));
            table.AddColumn(reader.GetFieldType(i) == typeof(string) ? column : column.RightAligned());
        }

        while (await reader.ReadAsync(cancellationToken))
        {
            object[] values = new object[reader.FieldCount];
            reader.GetValues(values);
            table.AddRow([.. values.Select(v => Markup.Escape(Text(v)))]);
        }

        return table;
    }

    private static string Text(object value) => value switch
    {
        DBNull => string.Empty,
        long number => Number(number),
        decimal amount => amount.ToString("N2", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) + " s";

    private sealed class BarProgress(ProgressTask task) : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value)
        {
            task.Description = $"{value.Pipeline}: {value.Step}";
            if (value is { Step: "extract", TotalRows: > 0 } extract)
            {
                // Extraction is nine tenths of the bar: it is what takes the time with a source over the network.
                task.Value = Math.Min(90, 90d * extract.Rows / extract.TotalRows.Value);
            }
        }
    }
}

using System.Data;
using System.Data.Common;
using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.Database;

/// <summary>Any other provider: names come from an empty result, types from the definition alone; nothing is guessed from the provider's catalogue.</summary>
internal sealed class OtherDialect(DbProviderFactory factory) : DatabaseDialect
{
    private readonly (string Open, string Close) _quotes = QuotesOf(factory);

    public override string Name => factory.GetType().Name;

    public override string Quote(string identifier) => $"{_quotes.Open}{identifier.Replace(_quotes.Close, _quotes.Close + _quotes.Close, StringComparison.Ordinal)}{_quotes.Close}";

    /// <summary>Providers differ only in these three ways.</summary>
    public override string ParameterMark(int index) => factory.GetType().Name switch
    {
        "OdbcFactory" or "OleDbFactory" => "?",
        "OracleClientFactory" => string.Create(CultureInfo.InvariantCulture, $":p{index}"),
        "DuckDBClientFactory" => string.Create(CultureInfo.InvariantCulture, $"$p{index}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"@p{index}"),
    };

    public override void Bind(DbParameter parameter, int index, object? value)
    {
        base.Bind(parameter, index, value);
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{index}");
    }

    public override async Task<SourceTable> DescribeAsync(DatabaseSession session, Source source, CancellationToken cancellationToken)
    {
        string from = source.IsQuery ? $"({source.Sql}) q" : QuoteTable(source.Name);
        await using DbCommand command = session.CreateCommand($"SELECT * FROM {from} WHERE 1 = 0");
        await using DbDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);
        List<SourceColumn> columns = [];
        for (int i = 0; i < reader.FieldCount; i++)
        {
            columns.Add(new SourceColumn { Name = reader.GetName(i), NativeType = reader.GetDataTypeName(i) });
        }

        return new SourceTable { Columns = EquatableList.From(columns), Notes = [$"{Name} is no known dialect: types come from the definition, and each value is checked against them."] };
    }

    public override ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType) => asked is not null
        ? new() { Type = asked, Why = "asked for" }
        : ClrTypes.Resolve(column, clrType, SourceProblems.UnknownDialect(column.Name, Name));

    /// <summary>The strongest isolation that the provider takes: providers differ in which names of it they know.</summary>
    public override async Task BeginSnapshotAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        IsolationLevel[] levels = [IsolationLevel.Serializable, IsolationLevel.Snapshot, IsolationLevel.RepeatableRead];
        for (int i = 0; session.Transaction is null; i++)
        {
            try
            {
                session.Transaction = await BeginAsync(session, levels[i], cancellationToken);
            }
            catch (Exception error) when (error is ArgumentException or NotSupportedException or InvalidOperationException && i < levels.Length - 1)
            {
                // Not known to this provider: the next one.
            }
        }
    }

    public override CellReader CellReader(ResolvedColumn column) => new ValueCell();

    public override string Newest(ResolvedCursor cursor, ResolvedColumn column, string quoted) => $"MAX({quoted})";

    public override string Bound(SourceStatement statement, CursorBound bound, ResolvedColumn column, bool isLower) => statement.Parameter(bound.Kind == CursorKind.Number
        ? (long)Int128.Clamp(bound.Value, long.MinValue, long.MaxValue)
        : bound.ToDateTime());

    public override Task<DateTime> ClockAsync(DatabaseSession session, TimeProvider clock, CancellationToken cancellationToken) => Task.FromResult(clock.GetUtcNow().UtcDateTime);

    /// <summary>Only the standard's classes of SQLSTATE are known here.</summary>
    public override SourceReadException Translate(Exception error, Source source, bool isOpening) => (error as DbException)?.SqlState switch
    {
        { } state when state.StartsWith("28", StringComparison.Ordinal) => SourceProblems.Denied(source.Connection, source.Name, error),
        { } state when state.StartsWith("08", StringComparison.Ordinal) && !isOpening => SourceProblems.ConnectionLost(source.Connection, source.Name, error),
        "42S02" or "42P01" => SourceProblems.UnknownTable(source.Connection, source.Name, error),
        "42S22" or "42703" => SourceProblems.UnknownColumn(source.Connection, source.Name, null, error),
        _ when isOpening => SourceProblems.Unreachable(source.Connection, source.Name, error),
        _ => SourceProblems.StatementFailed(source.Connection, source.Name, error),
    };

    private static (string Open, string Close) QuotesOf(DbProviderFactory factory)
    {
        using DbCommandBuilder? builder = factory.CreateCommandBuilder();
        return builder is { QuotePrefix.Length: > 0, QuoteSuffix.Length: > 0 } ? (builder.QuotePrefix, builder.QuoteSuffix) : ("\"", "\"");
    }
}

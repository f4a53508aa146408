using RedshiftIntegration;

namespace QuickStart;

/// <summary>The shop's database: where the sample reads from.</summary>
internal interface IShop : IAsyncDisposable
{
    /// <summary>For people: what and where it is.</summary>
    string Description { get; }

    /// <summary>Makes the tables and fills them.</summary>
    Task FillAsync(CancellationToken cancellationToken);

    /// <summary>A day passes: some orders change, some are new.</summary>
    Task PassADayAsync(CancellationToken cancellationToken);

    Source<TRow> Table<TRow>(string name);

    void Register(IRedshiftIntegrationBuilder builder);
}

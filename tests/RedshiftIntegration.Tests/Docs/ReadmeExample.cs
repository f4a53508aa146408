using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RedshiftIntegration.Tests.Docs;

/// <summary>The README's example, as it stands there: ReadmeTests compares the texts, the compiler does the rest.</summary>
public static class ReadmeExample
{
    // begin readme
    public sealed record Order(long Id, int CustomerId, decimal Total, string Email, DateTime UpdatedAt);

    public static PipelineDefinition Orders => Pipeline
        .From(MySqlTable.Named<Order>("shop", "orders").IncrementalBy(o => o.UpdatedAt))
        .MapFields(map => map
            .Field(o => o.Id, "order_id")
            .Field(o => o.Total, "total_amount", f => f.As(RedshiftType.Decimal(12, 2)))
            .Field(o => o.Email, "email_sha256", f => f.Through(Transform.Lower).Through(Transform.Sha256).Pii())
            .Rest())
        .To(RedshiftTable.Named("analytics.orders").DistributedBy("order_id").SortedBy("updated_at").MergedOn("order_id"));

    public static async Task LoadAsync(HostApplicationBuilder builder)
    {
        builder.Services.AddRedshiftIntegration(builder.Configuration.GetSection("RedshiftIntegration"))
            .AddMySql("shop")                                   // ConnectionStrings:shop
            .AddPipelines(() => Orders);
        using IHost host = builder.Build();

        var deployment = host.Services.GetRequiredService<IPipelineDeployment>();
        DeploymentPlan plan = await deployment.PlanAsync();     // changes nothing
        Console.WriteLine(plan);                                // each table and column, with its type and why
        await deployment.ApplyAsync(plan);

        PipelineRun run = await host.Services.GetRequiredService<IPipelineRunner>().RunAsync(Orders);
        Console.WriteLine($"{run.RowsInserted} inserted, {run.RowsUpdated} updated, up to {run.WatermarkTo}");
    }

    // end readme
}

using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedshiftIntegration;
using RedshiftIntegration.Testing;

namespace QuickStart;

/// <summary>What the sample does, step by step.</summary>
internal sealed class Story(IShop shop, bool hold)
{
    private const string Bucket = "quickstart-staging";

    private readonly Screen _screen = new();

    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        _screen.Title("RedshiftIntegration: a shop goes to the warehouse");
        _screen.Line("The source, the files, the SQL and the wire are real. Redshift and S3 are played inside this process.");

        _screen.Step("Fill the shop");
        Stopwatch watch = Stopwatch.StartNew();
        await shop.FillAsync(cancellationToken);
        _screen.Done($"{ShopData.OrderCount:N0} orders and {ShopData.CustomerCount:N0} customers in {shop.Description}", watch.Elapsed);

        using EmbeddedAws aws = new();
        aws.CreateBucket(Bucket);
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = aws }, cancellationToken);
        using IHost host = BuildHost(redshift, aws);
        await host.StartAsync(cancellationToken);

        PipelineDefinition customers = ShopPipelines.Customers(shop);
        PipelineDefinition orders = ShopPipelines.Orders(shop);
        _screen.Step("Two definitions: values that can be compared, printed and stored");
        _screen.Block(customers.ToString());
        _screen.Block(orders.ToString());

        await PlanAndApplyAsync(host.Services.GetRequiredService<IPipelineDeployment>(), cancellationToken);

        IPipelineRunner runner = host.Services.GetRequiredService<IPipelineRunner>();
        _screen.Step("First run: everything");
        ImmutableArray<PipelineRun> first = await _screen.RunAsync(runner, [customers, orders], cancellationToken);

        _screen.Step("A day passes in the shop");
        watch.Restart();
        await shop.PassADayAsync(cancellationToken);
        _screen.Done($"{ShopData.ChangedOrders:N0} orders came back, {ShopData.NewOrders:N0} are new", watch.Elapsed);

        _screen.Step("Second run: only what is new since the watermark, reaching back by the lag");
        ImmutableArray<PipelineRun> second = await _screen.RunAsync(runner, [customers, orders], cancellationToken);

        _screen.Step("What was loaded and checked");
        _screen.Runs([.. first, .. second]);
        _screen.Steps(first[1]);

        _screen.Step("Three queries to try");
        await _screen.QueriesAsync(redshift.ConnectionString, cancellationToken);

        _screen.Step("What next");
        _screen.Next(hold);
        if (hold)
        {
            await HoldAsync(redshift, cancellationToken);
        }

        await host.StopAsync(cancellationToken);
        return 0;
    }

    private IHost BuildHost(EmbeddedRedshift redshift, EmbeddedAws aws)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        IRedshiftIntegrationBuilder integration = builder.Services
            .AddRedshiftIntegration(options =>
            {
                options.Staging.Location = $"s3://{Bucket}/runs";
                options.Pii.HashKey = "a demonstration key, not a secret";
            })
            .AddPipelines(() => ShopPipelines.Customers(shop), () => ShopPipelines.Orders(shop))
            .UseEmbeddedRedshift(redshift)
            .UseEmbeddedAws(aws);
        shop.Register(integration);
        return builder.Build();
    }

    private async Task PlanAndApplyAsync(IPipelineDeployment deployment, CancellationToken cancellationToken)
    {
        _screen.Step("The plan: what would change in the warehouse, before anything does");
        Stopwatch watch = Stopwatch.StartNew();
        DeploymentPlan plan = await deployment.PlanAsync(cancellationToken);
        _screen.Block(plan.ToString());
        _screen.Done("planned", watch.Elapsed);

        watch.Restart();
        DeploymentResult result = await deployment.ApplyAsync(plan, cancellationToken);
        _screen.Done($"applied {result.Applied.Length} changes", watch.Elapsed);
        DeploymentPlan again = await deployment.PlanAsync(cancellationToken);
        _screen.Line(again.IsEmpty ? "Planned again: nothing left to change." : again.ToString());
    }

    private static async Task HoldAsync(EmbeddedRedshift redshift, CancellationToken cancellationToken)
    {
        Screen.Unwrapped(Screen.PsqlLine(redshift.ConnectionString));
        TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.TrySetResult();
        };
        await using CancellationTokenRegistration registration = cancellationToken.Register(() => stop.TrySetResult());
        await stop.Task;
    }
}

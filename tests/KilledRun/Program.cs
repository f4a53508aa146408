using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using RedshiftIntegration;

// Runs the one pipeline whose definition it reads, in a process that a test kills while it does so.
// Arguments: the source, the warehouse, the address of S3, the staging location. It prints "ready", then how the run ended.
ServiceCollection services = new();
services.AddLogging();
services.AddRedshiftIntegration(options =>
    {
        options.Redshift.ConnectionString = args[1];
        options.Staging.Location = args[3];
    })
    .AddMySql("shop", args[0]);
services.AddDefaultAWSOptions(new AWSOptions
{
    Credentials = new BasicAWSCredentials("AKIAKILLEDRUN0000000", "killed"),
    Region = RegionEndpoint.USEast1,
    DefaultClientConfig = { ServiceURL = args[2] },
});
await using ServiceProvider provider = services.BuildServiceProvider();
IPipelineRunner runner = provider.GetRequiredService<IPipelineRunner>();
Console.WriteLine("ready");
PipelineDefinition definition = PipelineDefinition.FromJson(Console.ReadLine()!);
try
{
    PipelineRun run = await runner.RunAsync(definition);
    Console.WriteLine($"done {run.RunId}");
}
catch (RedshiftIntegrationException error)
{
    Console.WriteLine($"failed {error.Message.ReplaceLineEndings(" ")}");
}

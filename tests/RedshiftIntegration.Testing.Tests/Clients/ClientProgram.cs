using System.Diagnostics;

namespace RedshiftIntegration.Testing.Tests.Clients;

/// <summary>A program of this machine that connects to a server.</summary>
internal static class ClientProgram
{
    /// <summary>The first of the paths that exists.</summary>
    public static string? Find(params string[] paths) => paths.FirstOrDefault(File.Exists);

    /// <summary>Runs it with the server's password in PGPASSWORD.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string password, IEnumerable<string> arguments, string input = "")
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = password;
        start.Environment["TZ"] = "UTC";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using CancellationTokenRegistration kill = cancel.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancel);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output, await errors);
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>Request → service → operation → answer; faults and the log stand here, once for all services.</summary>
internal sealed class AwsRouter(IReadOnlyList<IAwsService> services, AwsFaults faults)
{
    private readonly Lock gate = new();
    private readonly ImmutableArray<AwsCall>.Builder calls = ImmutableArray.CreateBuilder<AwsCall>();
    private long requests;

    public ImmutableArray<AwsCall> Calls
    {
        get
        {
            lock (gate)
            {
                return calls.ToImmutable();
            }
        }
    }

    public async Task<AwsResponse> AnswerAsync(AwsRequest request)
    {
        string id = Interlocked.Increment(ref requests).ToString("X16", CultureInfo.InvariantCulture);
        IAwsService service = services[0];
        AwsOperation? operation = null;
        AwsResponse response;
        try
        {
            service = Route(request);
            operation = await service.FindAsync(request);
            request.Signed();
            if (request.Scope is null && !operation.Anonymous)
            {
                throw new AwsError(403, operation.UnsignedCode, operation.UnsignedCode == "AccessDenied" ? "Access Denied" : "Request is missing Authentication Token");
            }

            await faults.StrikeAsync(service.SigningName, operation.Name, operation.Key);
            response = await operation.Run();
        }
        catch (AwsError error)
        {
            response = service.Error(request, error, id);
        }
        catch (BrokenConnectionException)
        {
            Log(service, operation, 0, AwsFaults.ConnectionReset);
            throw;
        }

        Log(service, operation, response.Status, response.ErrorCode);
        response.With("x-amz-request-id", id);
        return response;
    }

    private IAwsService Route(AwsRequest request)
    {
        string? name = SigningNameOf(request);
        foreach (IAwsService service in services)
        {
            if (string.Equals(service.SigningName, name, StringComparison.Ordinal))
            {
                return service;
            }
        }

        throw new AwsError(501, "NotImplemented", $"EmbeddedAws has no service '{name ?? request.Host}'; it has {string.Join(", ", services.Select(s => s.SigningName))}.");
    }

    /// <summary>By the credential scope; an unsigned request by its host, and S3 where that says nothing.</summary>
    private static string? SigningNameOf(AwsRequest request)
    {
        string? credential = request.Header("authorization") ?? request.Query.GetValueOrDefault("X-Amz-Credential");
        if (credential is not null && credential.IndexOf("/aws4_request", StringComparison.Ordinal) is > 0 and int end)
        {
            int start = credential.LastIndexOf('/', end - 1);
            return credential[(start + 1)..end];
        }

        return request.Host.StartsWith("sts.", StringComparison.Ordinal) ? "sts" : "s3";
    }

    private void Log(IAwsService service, AwsOperation? operation, int status, string? code)
    {
        AwsCall call = new() { Service = service.SigningName, Operation = operation?.Name ?? "Unknown", Bucket = operation?.Bucket, Key = operation?.Key, Status = status, ErrorCode = code };
        lock (gate)
        {
            calls.Add(call);
        }
    }
}

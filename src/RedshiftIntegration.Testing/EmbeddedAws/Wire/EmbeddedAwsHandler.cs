using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;

namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>The way in for clients of this process.</summary>
internal sealed class EmbeddedAwsHandler(AwsRouter router) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Uri uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        using PushedContent content = new(request.Content, cancellationToken);
        AwsRequest asked = new()
        {
            Method = request.Method.Method,
            Host = (request.Headers.Host?.Split(':')[0] ?? uri.Host).ToLowerInvariant(),
            RawPath = uri.AbsolutePath,
            Query = AwsRequest.ParseQuery(uri.Query),
            Headers = HeadersOf(request),
            Body = content.Stream,
            Cancellation = cancellationToken,
        };
        try
        {
            return Message(request, await router.AnswerAsync(asked));
        }
        catch (BrokenConnectionException broken)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, broken.Message, broken);
        }
        finally
        {
            await content.EndAsync();
        }
    }

    private static Dictionary<string, string> HeadersOf(HttpRequestMessage request)
    {
        Dictionary<string, string> result = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated.Select(h => (h.Key, h.Value)))
        {
            result[name] = string.Join(",", values);
        }

        if (request.Content is { } content)
        {
            foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated.Select(h => (h.Key, h.Value)))
            {
                result[name] = string.Join(",", values);
            }
        }

        return result;
    }

    private static HttpResponseMessage Message(HttpRequestMessage request, AwsResponse answer)
    {
        HttpResponseMessage message = new((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new StreamContent(answer.Body) };
        message.Content.Headers.ContentLength = answer.Length;
        foreach ((string name, string value) in answer.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    /// <summary>Turns a content that can only be pushed (the SDK's would be buffered whole if asked for a stream) into one that is read, with bounded memory.</summary>
    private sealed class PushedContent : IDisposable
    {
        private readonly CancellationTokenSource? stop;
        private readonly Task push = Task.CompletedTask;
        private readonly PipeReader? reader;

        public PushedContent(HttpContent? content, CancellationToken cancellationToken)
        {
            if (content is null)
            {
                return;
            }

            if (content is ByteArrayContent or StreamContent)
            {
                Stream = content.ReadAsStream(cancellationToken);
                return;
            }

            stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, minimumSegmentSize: 1 << 16, useSynchronizationContext: false));
            reader = pipe.Reader;
            Stream = pipe.Reader.AsStream(leaveOpen: true);
            push = PushAsync(content, pipe.Writer, stop.Token);
        }

        public Stream Stream { get; } = Stream.Null;

        /// <summary>An answer before the body's end (an error) stops the push, as a server that closes would.</summary>
        public async Task EndAsync()
        {
            if (reader is not null)
            {
                await reader.CompleteAsync();
                await stop!.CancelAsync();
                await push;
            }
        }

        public void Dispose() => stop?.Dispose();

        private static async Task PushAsync(HttpContent content, PipeWriter writer, CancellationToken cancellationToken)
        {
            try
            {
                await using Stream sink = writer.AsStream(leaveOpen: true);
                await content.CopyToAsync(sink, cancellationToken);
                await writer.CompleteAsync();
            }
            catch (Exception error)
            {
                await writer.CompleteAsync(error);
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Text;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Tests.Fuzz;

/// <summary>Mutations one after the other on a server of their own. A connection is used on until the server or a broken frame ends it.</summary>
internal sealed class FuzzRun(IReadOnlyList<Frame[]> sessions, Random random, int loginsAmong)
{
    private const int MostFailures = 25;
    private readonly Mutator mutator = new(sessions, random);
    private WireClient? client;
    private int number;

    /// <summary>Gives how many of the mutations came after a login.</summary>
    public int Run(int count, ConcurrentDictionary<string, int> reached, ConcurrentBag<string> failures)
    {
        EmbeddedRedshift redshift = EmbeddedRedshift.StartAsync().GetAwaiter().GetResult();
        int loggedIn = 0;
        try
        {
            Prepare(redshift);
            int prepared = redshift.Statements.Length;
            for (int i = 0; i < count && failures.Count < MostFailures; i++)
            {
                if (random.Next(loginsAmong) == 0)
                {
                    Login(redshift, failures);
                }
                else
                {
                    loggedIn++;
                    Session(redshift, failures);
                }
            }

            using (WireClient last = WireClient.LogIn(redshift.ConnectionString))
            {
                last.Send(Frame.Query("SELECT 1"));
                last.ReadAnswer().Select(f => f.Type).Should().Equal('T', 'D', 'C', 'Z');
            }

            foreach (string text in redshift.Statements.Skip(prepared))
            {
                reached.AddOrUpdate(LeadingWords.Of(text).FirstOrDefault("(").ToUpperInvariant(), 1, (_, n) => n + 1);
            }
        }
        finally
        {
            client?.Dispose();
            redshift.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        return loggedIn;
    }

    /// <summary>The sessions as they were, so that their tables are there.</summary>
    private void Prepare(EmbeddedRedshift redshift)
    {
        foreach (Frame[] session in sessions)
        {
            using WireClient replayed = WireClient.LogIn(redshift.ConnectionString);
            replayed.Send([.. session.Where(f => !Encoding.UTF8.GetString(f.Body).Contains("DROP SCHEMA", StringComparison.Ordinal)), Frame.Sync]);
            replayed.EndSending();
            while (replayed.Read() is not null)
            {
            }
        }
    }

    private void Session(EmbeddedRedshift redshift, ConcurrentBag<string> failures)
    {
        Frame[] frames = mutator.Next();
        bool framed = Array.TrueForAll(frames, f => f.FalseLength is null || f.FalseLength == f.Body.Length + 4);
        string marker = $"marker {++number}";
        try
        {
            client ??= WireClient.LogIn(redshift.ConnectionString);
            client.Send([.. frames, Frame.Sync, Frame.Query("ROLLBACK"), Frame.Query($"SELECT '{marker}'")]);
            if (!framed)
            {
                client.EndSending();
            }

            Ending ending = Read(client, marker);
            if (ending == Ending.Marker && framed)
            {
                return;
            }

            client.Dispose();
            client = null;
            if (ending == Ending.Silent && framed && !Array.Exists(frames, f => f.Type == 'X'))
            {
                failures.Add("The connection was closed without an error.\n" + Describe(frames));
            }
        }
        catch (Exception e) when (e is TimeoutException or InvalidDataException or InvalidOperationException)
        {
            failures.Add($"{e.Message}\n{Describe(frames)}");
            client?.Dispose();
            client = null;
        }
        catch (IOException) when (framed is false)
        {
            // The server had closed while the rest was being sent.
            client?.Dispose();
            client = null;
        }
        catch (IOException e)
        {
            // An X ends the session in the middle of what is sent.
            if (!Array.Exists(frames, f => f.Type == 'X'))
            {
                failures.Add($"The connection was torn down: {e.Message}\n{Describe(frames)}");
            }

            client?.Dispose();
            client = null;
        }
    }

    private enum Ending { Marker, Error, Silent }

    private static Ending Read(WireClient client, string marker)
    {
        bool failed = false;
        bool marked = false;
        while (client.Read() is { } message)
        {
            if (message.Type == 'E')
            {
                Check(message);
                failed = WireClient.Field(message, 'S') == "FATAL";
            }

            marked |= message.Type == 'D' && Encoding.UTF8.GetString(message.Body).EndsWith(marker, StringComparison.Ordinal);
            if (marked && message.Type == 'Z')
            {
                return Ending.Marker;
            }
        }

        return failed ? Ending.Error : Ending.Silent;
    }

    private static void Check(Frame error)
    {
        string message = WireClient.Field(error, 'M') ?? "";
        if (WireClient.Field(error, 'C') is not { Length: 5 } || message.Length == 0 || message.StartsWith("EmbeddedRedshift failed", StringComparison.Ordinal) || message.Contains("engine refused", StringComparison.Ordinal))
        {
            throw new InvalidDataException("An error that is none: " + WireClient.Text(error));
        }
    }

    /// <summary>A changed greeting or a changed message of the login; the connection must end, in whatever way.</summary>
    private void Login(EmbeddedRedshift redshift, ConcurrentBag<string> failures)
    {
        using WireClient stranger = new(redshift.ConnectionString);
        byte[] startup = stranger.StartupPacket();
        byte[] garbage = random.Next(2) == 0 ? mutator.Bytes(startup) : [.. startup, .. mutator.Bytes(new Frame('p', [.. "SCRAM-SHA-256\0"u8, 0, 0, 0, 12, .. "n,,n=,r=abcd"u8]).ToBytes())];
        try
        {
            stranger.Send(garbage);
            stranger.EndSending();
            stranger.ReadToEnd();
        }
        catch (IOException e)
        {
            failures.Add($"{e.Message}\n{Convert.ToHexString(garbage)}");
        }
    }

    private static string Describe(IEnumerable<Frame> frames) => string.Join('\n', frames.Select(f => $"  {f.FalseLength} {WireClient.Text(f)}"));
}

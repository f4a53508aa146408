using System.Text;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Proves that a client is the user it says it is: by SCRAM-SHA-256, or by the password in clear text where the server's options say so.</summary>
internal sealed class Authenticator(Warehouse warehouse, RedshiftAuthentication method)
{
    private const string Mechanism = "SCRAM-SHA-256";

    /// <summary>Takes the place of an unknown user's password: the exchange then fails at its end, as with a wrong one.</summary>
    private static readonly ScramVerifier Nobody = new(Account.RandomPassword());

    /// <summary>Null when the client hangs up, as psql does to ask for a password.</summary>
    public User? Authenticate(string name, FrontendReader reader, BackendWriter writer)
    {
        User? user = warehouse.Catalogue.Committed.Users.Values.FirstOrDefault(u => string.Equals(u.Name, name, StringComparison.Ordinal));
        if (user is { Password: null })
        {
            throw new SqlError("28000", $"user \"{name}\" has no password and can't log in");
        }

        ScramVerifier verifier = user?.Password ?? Nobody;
        bool? proven = method == RedshiftAuthentication.ClearText ? ClearText(verifier, reader, writer) : Scram(verifier, reader, writer);
        if (proven is null)
        {
            return null;
        }

        if (user is null || proven is false)
        {
            throw new SqlError("28P01", $"password authentication failed for user \"{name}\"");
        }

        if (user.ValidUntil <= warehouse.Now())
        {
            throw new SqlError("28000", $"the password of user \"{name}\" has expired");
        }

        writer.Begin('R');
        writer.Int32(0);
        writer.End();
        return user;
    }

    private static bool? ClearText(ScramVerifier verifier, FrontendReader reader, BackendWriter writer)
    {
        writer.Begin('R');
        writer.Int32(3);
        writer.End();
        writer.Flush();
        return reader.Read() is { } message ? verifier.Matches(Password(message).CString()) : null;
    }

    private static bool? Scram(ScramVerifier verifier, FrontendReader reader, BackendWriter writer)
    {
        writer.Begin('R');
        writer.Int32(10);
        writer.CString(Mechanism);
        writer.Byte(0);
        writer.End();
        writer.Flush();
        if (reader.Read() is not { } first)
        {
            return null;
        }

        BodyReader initial = Password(first);
        if (initial.CString() != Mechanism)
        {
            throw new SqlError("28000", $"client selected an invalid SASL authentication mechanism; offered is {Mechanism}");
        }

        ScramVerifier.Exchange exchange = verifier.Begin(Encoding.UTF8.GetString(initial.Bytes(initial.Int32())));
        Sasl(writer, 11, exchange.ServerFirst);
        writer.Flush();
        if (reader.Read() is not { } second)
        {
            return null;
        }

        BodyReader final = Password(second);
        if (exchange.Finish(Encoding.UTF8.GetString(final.Bytes(final.Remaining))) is not { } proof)
        {
            return false;
        }

        Sasl(writer, 12, proof);
        return true;
    }

    private static BodyReader Password(FrontendMessage message) =>
        message.Type == 'p' ? new BodyReader(message.Body) : throw BodyReader.Violation($"expected password response, got message type '{message.Type}'");

    private static void Sasl(BackendWriter writer, int code, string text)
    {
        writer.Begin('R');
        writer.Int32(code);
        writer.Text(text);
        writer.End();
    }
}

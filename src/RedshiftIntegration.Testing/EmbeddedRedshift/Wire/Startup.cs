using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>What a connection turned out to be: a session of a user, a request to cancel another one, or nothing (the client went away).</summary>
internal abstract record Greeting
{
    internal sealed record Login(User User, IReadOnlyDictionary<string, string> Settings) : Greeting;

    internal sealed record Cancel(int ProcessId, int Secret) : Greeting;
}

/// <summary>The conversation before the first query: TLS if the client asks, protocol 3, the password.</summary>
internal sealed class Startup(Authenticator authenticator, ServerCertificate certificate, FrontendReader reader, BackendWriter writer, NetworkStream stream)
{
    private const int Protocol3 = 3 << 16;
    private const int CancelCode = (1234 << 16) | 5678;
    private const int TlsCode = (1234 << 16) | 5679;
    private const int GssCode = (1234 << 16) | 5680;

    private bool encrypted;

    public Greeting? Greet()
    {
        while (reader.ReadStartup() is { } body)
        {
            int code = BinaryPrimitives.ReadInt32BigEndian(body);
            switch (code)
            {
                case TlsCode when !encrypted:
                    Encrypt();
                    break;
                case TlsCode or GssCode:
                    writer.Byte((byte)'N');
                    writer.Flush();
                    break;
                case CancelCode:
                    BodyReader cancel = new(body.AsSpan(4));
                    return new Greeting.Cancel(cancel.Int32(), cancel.Int32());
                case >= Protocol3 and < (4 << 16):
                    return LogIn(Parameters(body.AsSpan(4)));
                default:
                    throw new SqlError("0A000", $"unsupported frontend protocol {code >> 16}.{code & 0xFFFF}: server supports 3.0");
            }
        }

        return null;
    }

    private void Encrypt()
    {
        reader.RefuseBuffered();
        stream.WriteByte((byte)'S');
        SslStream tls = certificate.Encrypt(stream);
        reader.Continue(tls);
        writer.Continue(tls);
        encrypted = true;
    }

    private static Dictionary<string, string> Parameters(ReadOnlySpan<byte> body)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        BodyReader fields = new(body);
        while (fields.Remaining > 0 && fields.CString() is { Length: > 0 } name)
        {
            parameters[name] = fields.CString();
        }

        return parameters;
    }

    /// <summary>What of the client's settings changes answers.</summary>
    private static Dictionary<string, string> Settings(Dictionary<string, string> parameters) =>
        parameters.TryGetValue(FloatText.Setting, out string? digits) && SessionSettings.Checked(FloatText.Setting, digits) is { } name ? new(StringComparer.Ordinal) { [name] = digits } : [];

    private Greeting.Login? LogIn(Dictionary<string, string> parameters)
    {
        string user = parameters.GetValueOrDefault("user") is { Length: > 0 } given
            ? given
            : throw new SqlError("28000", "no user name specified in startup packet");
        string database = parameters.GetValueOrDefault("database") is { Length: > 0 } named ? named : user;
        if (parameters.TryGetValue("replication", out string? replication) && replication is not ("false" or "off" or "0"))
        {
            throw SqlError.NotSupported("the replication protocol");
        }

        if (authenticator.Authenticate(user, reader, writer) is not { } known)
        {
            return null;
        }

        return string.Equals(database, Account.Database, StringComparison.Ordinal)
            ? new Greeting.Login(known, Settings(parameters))
            : throw new SqlError("3D000", $"database \"{database}\" does not exist");
    }
}

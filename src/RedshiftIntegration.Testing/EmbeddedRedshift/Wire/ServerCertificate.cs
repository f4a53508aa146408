using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>
/// The self-signed certificate of one server, made in memory when the first client asks for TLS. Clients accept it with <c>Trust Server Certificate</c>
/// (Npgsql) or <c>sslmode=require</c> (psql, pgjdbc), as they do not verify then.
/// </summary>
internal sealed class ServerCertificate(TimeProvider clock) : IDisposable
{
    private const string HostName = "localhost";
    private readonly Lock gate = new();
    private X509Certificate2? certificate;

    /// <summary>Whether a client has asked.</summary>
    public bool IsMade => certificate is not null;

    /// <summary>The encrypted side of a connection whose client was told to go on with TLS.</summary>
    public SslStream Encrypt(NetworkStream plain)
    {
        SslStream encrypted = new(plain, leaveInnerStreamOpen: true);
        try
        {
            encrypted.AuthenticateAsServer(Get());
            return encrypted;
        }
        catch
        {
            encrypted.Dispose();
            throw;
        }
    }

    public void Dispose() => certificate?.Dispose();

    private X509Certificate2 Get()
    {
        lock (gate)
        {
            return certificate ??= Make(clock.GetUtcNow());
        }
    }

    private static X509Certificate2 Make(DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={HostName}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(HostName);
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));

        // A round trip through PKCS #12, because TLS on Windows can't use a key that only memory holds.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}

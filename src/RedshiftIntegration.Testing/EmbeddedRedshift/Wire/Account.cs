using System.Security.Cryptography;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>The one user of a server, with a password that only its connection string knows.</summary>
internal sealed class Account
{
    public const string User = "awsuser";
    public const string Database = "dev";

    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    public Account()
    {
        Password = RandomNumberGenerator.GetString(Alphabet, 24);
        Verifier = new ScramVerifier(Password);
    }

    public string Password { get; }

    public ScramVerifier Verifier { get; }
}

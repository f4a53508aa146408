using System.Security.Cryptography;
using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>The superuser that a server starts with, with a password that only its connection string knows.</summary>
internal sealed class Account
{
    public const string UserName = "awsuser";
    public const string Database = "dev";

    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    public Account()
    {
        Password = RandomPassword();
        Owner = new User(DatabaseCatalogue.OwnerId, UserName) { IsSuperuser = true, CanCreateDatabases = true, Password = new ScramVerifier(Password) };
    }

    public string Password { get; }

    public User Owner { get; }

    public static string RandomPassword() => RandomNumberGenerator.GetString(Alphabet, 24);
}

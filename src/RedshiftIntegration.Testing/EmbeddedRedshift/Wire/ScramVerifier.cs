using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>What a server keeps of a password for SCRAM-SHA-256 (RFC 5802, RFC 7677), made once per password.</summary>
internal sealed class ScramVerifier
{
    private const int Iterations = 4096;
    private readonly byte[] storedKey;
    private readonly byte[] serverKey;
    private readonly string salt;

    public ScramVerifier(string password)
    {
        byte[] saltBytes = RandomNumberGenerator.GetBytes(16);
        salt = Convert.ToBase64String(saltBytes);
        byte[] salted = Salted(password, saltBytes);
        storedKey = StoredKey(salted);
        serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
    }

    /// <summary>Whether this is the password, for clients that send it as it is.</summary>
    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(StoredKey(Salted(password, Convert.FromBase64String(salt))), storedKey);

    /// <summary>One exchange; the client's header is kept because it is part of what both sides sign.</summary>
    public Exchange Begin(string clientFirst) => new(this, clientFirst);

    private static byte[] Salted(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, 32);

    private static byte[] StoredKey(byte[] salted) => SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));

    internal sealed class Exchange
    {
        private readonly ScramVerifier verifier;
        private readonly string clientFirstBare;
        private readonly string header;
        private readonly string nonce;

        public Exchange(ScramVerifier verifier, string clientFirst)
        {
            this.verifier = verifier;
            int bare = clientFirst.IndexOf("n=", clientFirst.IndexOf(',', StringComparison.Ordinal) + 1, StringComparison.Ordinal);
            string? clientNonce = bare < 0 ? null : Field(clientFirst[bare..], "r=");
            if (clientNonce is null || clientFirst[0] is not ('n' or 'y'))
            {
                throw BodyReader.Violation("malformed SCRAM message; channel binding is not offered");
            }

            header = clientFirst[..bare];
            clientFirstBare = clientFirst[bare..];
            nonce = clientNonce + Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        }

        public string ServerFirst => string.Create(CultureInfo.InvariantCulture, $"r={nonce},s={verifier.salt},i={Iterations}");

        /// <summary>The server's last message, or null when the proof is wrong.</summary>
        public string? Finish(string clientFinal)
        {
            int proofAt = clientFinal.LastIndexOf(",p=", StringComparison.Ordinal);
            Span<byte> proof = stackalloc byte[SHA256.HashSizeInBytes];
            if (proofAt < 0 || Field(clientFinal, "r=") != nonce
                || Field(clientFinal, "c=") != Convert.ToBase64String(Encoding.UTF8.GetBytes(header))
                || !Convert.TryFromBase64String(clientFinal[(proofAt + 3)..], proof, out int length) || length != proof.Length)
            {
                return null;
            }

            byte[] message = Encoding.UTF8.GetBytes($"{clientFirstBare},{ServerFirst},{clientFinal[..proofAt]}");
            byte[] signature = HMACSHA256.HashData(verifier.storedKey, message);
            byte[] clientKey = new byte[signature.Length];
            for (int i = 0; i < clientKey.Length; i++)
            {
                clientKey[i] = (byte)(signature[i] ^ proof[i]);
            }

            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), verifier.storedKey)
                ? "v=" + Convert.ToBase64String(HMACSHA256.HashData(verifier.serverKey, message))
                : null;
        }

        private static string? Field(string message, string prefix) =>
            message.Split(',').FirstOrDefault(f => f.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }
}

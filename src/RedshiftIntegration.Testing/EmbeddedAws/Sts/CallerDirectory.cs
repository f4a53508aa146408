using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace RedshiftIntegration.Testing.Aws.Sts;

internal sealed record Caller(string Arn, string UserId);

internal sealed record SessionCredentials(string AccessKey, string Secret, string Token, DateTimeOffset Expiration);

/// <summary>Who is behind an access key: an assumed role where STS gave the key out, else one user.</summary>
internal sealed class CallerDirectory(TimeProvider clock, string accountId)
{
    private readonly ConcurrentDictionary<string, Caller> sessions = new(StringComparer.Ordinal);

    public string AccountId => accountId;

    public Caller Of(string accessKey) => sessions.GetValueOrDefault(accessKey) ?? new Caller($"arn:aws:iam::{accountId}:user/embedded", "AIDAEMBEDDEDAWSUSER00");

    public SessionCredentials Open(Caller caller, TimeSpan duration)
    {
        string key = "ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
        sessions[key] = caller;
        return new SessionCredentials(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)), clock.GetUtcNow() + duration);
    }
}

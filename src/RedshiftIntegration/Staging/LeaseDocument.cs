using System.Text.Json;
using System.Text.Json.Serialization;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Staging;

/// <summary>The lease as it stands in its object.</summary>
internal sealed record LeaseDocument
{
    [JsonPropertyName("holder")]
    public required string Holder { get; init; }

    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    [JsonPropertyName("taken_at")]
    public required DateTimeOffset TakenAt { get; init; }

    [JsonPropertyName("renewed_at")]
    public required DateTimeOffset RenewedAt { get; init; }

    public LeaseContent Content => new(Holder, RunId, TakenAt, RenewedAt);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Null where somebody has put something else there: nobody's lease, so it is taken over at once, however young it is.</summary>
    public static LeaseDocument? Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<LeaseDocument>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>The values of SET. As in PostgreSQL a rollback takes them back, and SET LOCAL ends with its transaction.</summary>
/// <param name="own">The user's own defaults, from ALTER USER ... SET.</param>
/// <param name="changed">Called when values have changed, by SET or by the end of a transaction.</param>
internal sealed class SessionSettings(IReadOnlyDictionary<string, string> own, Action changed)
{
    private const string Authorization = "session_authorization";
    private const string TransactionReadOnly = "transaction_read_only";
    private const string DefaultReadOnly = "default_transaction_read_only";

    private static readonly FrozenDictionary<string, string> Defaults = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["analyze_threshold_percent"] = "10",
        ["application_name"] = "",
        ["client_encoding"] = "UTF8",
        ["client_min_messages"] = "notice",
        ["datestyle"] = "ISO, MDY",
        ["default_transaction_isolation"] = "serializable",
        ["default_transaction_read_only"] = "off",
        ["describe_field_name_in_uppercase"] = "off",
        ["enable_case_sensitive_identifier"] = "off",
        ["enable_result_cache_for_session"] = "on",
        ["error_on_nondeterministic_update"] = "off",
        [FloatText.Setting] = "0",
        ["integer_datetimes"] = "on",
        ["intervalstyle"] = "postgres",
        ["is_superuser"] = "on",
        ["json_parse_truncate_strings"] = "off",
        ["query_group"] = "default",
        ["search_path"] = "$user, public",
        ["server_encoding"] = "UNICODE",
        ["server_version"] = "8.0.2",
        ["standard_conforming_strings"] = "on",
        ["statement_timeout"] = "0",
        ["timezone"] = "UTC",
        ["transaction_isolation"] = "serializable",
        ["transaction_read_only"] = "off",
        ["wlm_query_slot_count"] = "1",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Fixed =
        FrozenSet.Create(StringComparer.Ordinal, "integer_datetimes", "is_superuser", "server_encoding", "server_version");

    private ImmutableDictionary<string, string> committed = ImmutableDictionary<string, string>.Empty;
    private ImmutableDictionary<string, string> session = ImmutableDictionary<string, string>.Empty;
    private ImmutableDictionary<string, string> local = ImmutableDictionary<string, string>.Empty;

    /// <summary>The number of the user that SET SESSION AUTHORIZATION named.</summary>
    public int? UserId => Find(Authorization) is { } id ? int.Parse(id, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether the transaction may not write.</summary>
    public bool IsReadOnly => !IsOff(Find(TransactionReadOnly)!);

    public string? Find(string name)
    {
        string key = Key(name);
        if (key == TransactionReadOnly)
        {
            return local.GetValueOrDefault(key) ?? Find(DefaultReadOnly);
        }

        return local.GetValueOrDefault(key) ?? session.GetValueOrDefault(key) ?? own.GetValueOrDefault(key) ?? Defaults.GetValueOrDefault(key);
    }

    public IReadOnlyList<KeyValuePair<string, string>> All() =>
        [.. Defaults.Keys.Order(StringComparer.Ordinal).Select(k => KeyValuePair.Create(k, Find(k)!))];

    public void Change(string name, string? value, bool isLocal)
    {
        string key = Checked(name, value);
        if (key == TransactionReadOnly)
        {
            // It is the transaction's own: nothing outlives it.
            value ??= Find(DefaultReadOnly);
            isLocal = true;
        }

        Put(key, value, isLocal, own.GetValueOrDefault(key) ?? Defaults[key]);
    }

    /// <summary>SET SESSION AUTHORIZATION; null for the user that logged in, whom <paramref name="login"/> names.</summary>
    public void ChangeUser(int? user, bool isLocal, int login) =>
        Put(Authorization, user?.ToString(CultureInfo.InvariantCulture), isLocal, login.ToString(CultureInfo.InvariantCulture));

    /// <summary>The key of a setting that can take the value; throws where it can't.</summary>
    public static string Checked(string name, string? value)
    {
        string key = Key(name);
        if (!Defaults.ContainsKey(key))
        {
            throw new SqlError("42704", $"unrecognized configuration parameter \"{name}\"");
        }

        if (Fixed.Contains(key))
        {
            throw new SqlError("55P02", $"parameter \"{name}\" cannot be changed");
        }

        if (value is not null)
        {
            Check(key, value);
        }

        return key;
    }

    public void Commit() => End(session);

    public void Rollback() => End(committed);

    private void End(ImmutableDictionary<string, string> values)
    {
        bool changes = local.Count > 0 || !ReferenceEquals(session, values);
        session = committed = values;
        local = ImmutableDictionary<string, string>.Empty;
        if (changes)
        {
            changed();
        }
    }

    private void Put(string key, string? value, bool isLocal, string standard)
    {
        if (isLocal)
        {
            local = local.SetItem(key, value ?? standard);
        }
        else
        {
            local = local.Remove(key);
            session = value is null ? session.Remove(key) : session.SetItem(key, value);
        }

        changed();
    }

    /// <summary>A value that the double would accept but not act on is refused.</summary>
    private static void Check(string key, string value)
    {
        bool refused = key switch
        {
            "enable_case_sensitive_identifier" => !IsOff(value),
            "standard_conforming_strings" => IsOff(value),
            "datestyle" => !value.StartsWith("ISO", StringComparison.OrdinalIgnoreCase),
            "timezone" => TimeZoneInfo.TryFindSystemTimeZoneById(value, out TimeZoneInfo? zone) && (zone.BaseUtcOffset != TimeSpan.Zero || zone.SupportsDaylightSavingTime),
            "client_encoding" => value.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() is not ("UTF8" or "UNICODE" or "DEFAULT"),
            _ => false,
        };
        if (refused)
        {
            throw SqlError.NotSupported($"{key} = {value}");
        }

        if (key == "statement_timeout" && (!int.TryParse(value, CultureInfo.InvariantCulture, out int milliseconds) || milliseconds < 0))
        {
            throw new SqlError("22023", $"invalid value for parameter \"statement_timeout\": \"{value}\"; give milliseconds");
        }

        if (key == FloatText.Setting && !FloatText.TryParseExtra(value, out _))
        {
            throw new SqlError("22023", $"{value} is outside the valid range for parameter \"{key}\" ({FloatText.Fewest} .. {FloatText.Most})");
        }

        if (key == "timezone" && !TimeZoneInfo.TryFindSystemTimeZoneById(value, out _))
        {
            throw new SqlError("22023", $"unrecognized time zone name: \"{value}\"");
        }
    }

    private static bool IsOff(string value) => value.ToLowerInvariant() is "off" or "false" or "0" or "no";

    /// <summary>SQL's spelling of two settings is of several words.</summary>
    private static string Key(string name) => name.ToLowerInvariant() switch
    {
        "time zone" => "timezone",
        "transaction isolation level" => "transaction_isolation",
        string other => other,
    };
}

using System.Buffers.Binary;
using System.Text;

namespace RedshiftIntegration.Testing.Tests.Fuzz;

/// <summary>Changes recorded messages: their order, their frames, their fields, and above all the SQL in them, which stays well framed.</summary>
internal sealed class Mutator(IReadOnlyList<Frame[]> sessions, Random random)
{
    private const int LongestWindow = 8;
    private static readonly int[] Extremes = [0, 1, -1, 2, 4, 127, 128, 255, 32_767, -32_768, 65_535, int.MaxValue, int.MinValue, 1_000_000];
    private static readonly byte[][] Snippets = [[0], [0xFF], [0xC3, 0x28], "'"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "("u8.ToArray(), ")"u8.ToArray(), ";"u8.ToArray(), "$1"u8.ToArray(),
        "--"u8.ToArray(), "/*"u8.ToArray(), "é☃"u8.ToArray(), "99999999999999999999"u8.ToArray(), "1e400"u8.ToArray(), "NULL"u8.ToArray(), "::super"u8.ToArray(), " "u8.ToArray()];

    private readonly string[] words = [.. sessions.SelectMany(s => s).Select(Sql).OfType<string>().SelectMany(s => s.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    /// <summary>Some messages in a row, changed in one to three places.</summary>
    public Frame[] Next()
    {
        Frame[] session = sessions[random.Next(sessions.Count)];
        int start = random.Next(session.Length);
        while (start > 0 && session[start].Type is not ('Q' or 'P'))
        {
            start--;
        }

        List<Frame> window = [.. session.Skip(start).Take(1 + random.Next(LongestWindow))];
        for (int changes = 1 + random.Next(3); changes > 0; changes--)
        {
            Change(window);
        }

        return [.. window];
    }

    /// <summary>The bytes with one to three of them changed, or cut short.</summary>
    public byte[] Bytes(byte[] bytes)
    {
        byte[] changed = [.. bytes];
        for (int changes = 1 + random.Next(3); changes > 0; changes--)
        {
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? changed[..random.Next(changed.Length)] : changed;
    }

    private void Change(List<Frame> window)
    {
        if (window.Count == 0)
        {
            window.Add(Any());
        }

        int at = random.Next(window.Count);
        switch (random.Next(20))
        {
            case 0: window.RemoveAt(at); break;
            case 1: window.Insert(at, window[at]); break;
            case 2: window.Insert(at, Any()); break;
            case 3: (window[at], window[0]) = (window[0], window[at]); break;
            case 4: window[at] = window[at] with { Type = "QPBDECSHFXdcfp\0Z"[random.Next(16)] }; break;
            case 5: window[at] = window[at] with { FalseLength = Extremes[random.Next(Extremes.Length)] }; break;
            case 6: window[at] = window[at] with { Body = window[at].Body[..random.Next(window[at].Body.Length + 1)] }; break;
            case 7: window[at] = window[at] with { Body = [.. window[at].Body, .. Snippets[random.Next(Snippets.Length)]] }; break;
            case 8: window[at] = Poked(window[at]); break;
            case 9 or 10: window[at] = Flipped(window[at]); break;
            default:
                at = window.FindIndex(at, f => Sql(f) is not null);
                if (at >= 0)
                {
                    window[at] = WithSql(window[at], Changed(Sql(window[at])!));
                }

                break;
        }
    }

    private Frame Any()
    {
        Frame[] session = sessions[random.Next(sessions.Count)];
        return session[random.Next(session.Length)];
    }

    private Frame Flipped(Frame frame)
    {
        if (frame.Body.Length == 0)
        {
            return frame;
        }

        byte[] body = [.. frame.Body];
        body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
        return frame with { Body = body };
    }

    /// <summary>Counts and lengths inside a body: two or four bytes anywhere get an extreme value.</summary>
    private Frame Poked(Frame frame)
    {
        if (frame.Body.Length < 4)
        {
            return frame;
        }

        byte[] body = [.. frame.Body];
        int value = Extremes[random.Next(Extremes.Length)];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(random.Next(body.Length - 3)), value);
        }
        else
        {
            BinaryPrimitives.WriteInt16BigEndian(body.AsSpan(random.Next(body.Length - 1)), unchecked((short)value));
        }

        return frame with { Body = body };
    }

    private byte[] Changed(string sql)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(sql);
        int at = random.Next(bytes.Length + 1);
        int end = Math.Min(bytes.Length, at + random.Next(12));
        switch (random.Next(6))
        {
            case 0: return [.. bytes[..at], .. Snippets[random.Next(Snippets.Length)], .. bytes[at..]];
            case 1: return [.. bytes[..at], .. bytes[end..]];
            case 2: return [.. bytes[..end], .. bytes[at..]];
            default:
                string[] parts = sql.Split(' ');
                parts[random.Next(parts.Length)] = words[random.Next(words.Length)];
                return Encoding.UTF8.GetBytes(string.Join(' ', parts));
        }
    }

    private static string? Sql(Frame frame) => frame.Type switch
    {
        'Q' => Encoding.UTF8.GetString(frame.Body.AsSpan().TrimEnd((byte)0)),
        'P' when SqlOfParse(frame.Body) is var (start, end) && end > start => Encoding.UTF8.GetString(frame.Body.AsSpan(start, end - start)),
        _ => null,
    };

    private static Frame WithSql(Frame frame, byte[] sql)
    {
        if (frame.Type == 'Q')
        {
            return frame with { Body = [.. sql, 0] };
        }

        (int start, int end) = SqlOfParse(frame.Body);
        return frame with { Body = [.. frame.Body[..start], .. sql, .. frame.Body[end..]] };
    }

    /// <summary>Behind the statement's name, up to the next zero.</summary>
    private static (int Start, int End) SqlOfParse(byte[] body)
    {
        int start = Array.IndexOf(body, (byte)0) + 1;
        int end = start == 0 ? -1 : Array.IndexOf(body, (byte)0, start);
        return end < 0 ? (0, 0) : (start, end);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Reads COPY's clauses, in any order, each at most once; <see cref="CopyOptionRules"/> says which go together.</summary>
internal sealed class CopyOptionsParser(Parser parser)
{
    private const int MostErrors = 100_000;
    private const int LeastCompRows = 1000;

    private readonly Dictionary<string, int> given = new(StringComparer.Ordinal);
    private CopyOptions options = new();

    public static CopyOptions Parse(Parser parser) => new CopyOptionsParser(parser).Run();

    private CopyOptions Run()
    {
        var start = parser.Current.Position;
        var authorized = false;
        while (!parser.AtEnd)
        {
            if (CopyCredentials.IsNext(parser))
            {
                authorized = authorized ? throw parser.Unexpected() : true;
                options = options with { Secrets = [.. options.Secrets, .. CopyCredentials.Take(parser)] };
            }
            else
            {
                Clause();
            }
        }

        CopyOptionRules.Check(options, given);
        return authorized ? options : throw new SqlError("42601", "COPY needs IAM_ROLE, CREDENTIALS or ACCESS_KEY_ID with SECRET_ACCESS_KEY: the credentials are missing", start);
    }

    private void Clause()
    {
        var word = parser.Current;
        if (parser.Take("FORMAT"))
        {
            parser.Take("AS");
            word = parser.Current;
            if (!DataFormat(word))
            {
                throw parser.Unexpected();
            }
        }
        else if (!DataFormat(word) && !Switch(word) && !Valued(word) && !Refused(word))
        {
            throw parser.Unexpected();
        }
    }

    /// <summary>AWS: copy-parameters-data-format.</summary>
    private bool DataFormat(Token word)
    {
        if (word.Keyword is "AVRO" or "ORC" or "SHAPEFILE")
        {
            throw parser.NotSupported($"COPY in the format {word.Keyword}");
        }

        CopyFormat? format = word.Keyword switch
        {
            "CSV" => CopyFormat.Csv,
            "JSON" => CopyFormat.Json,
            "FIXEDWIDTH" => CopyFormat.FixedWidth,
            "PARQUET" => CopyFormat.Parquet,
            _ => null,
        };
        if (format is null)
        {
            return false;
        }

        if (options.Format != CopyFormat.Delimited)
        {
            throw Twice("FORMAT", word.Position);
        }

        Note(word);
        parser.Advance();
        options = options with { Format = format.Value };
        if (format == CopyFormat.Json)
        {
            parser.Take("AS");
            options = options with { Json = parser.Current.Kind == TokenKind.Text ? JsonOption() : "auto" };
        }
        else if (format == CopyFormat.FixedWidth)
        {
            options = options with { Widths = Widths() };
        }

        return true;
    }

    private string JsonOption()
    {
        var token = parser.Current;
        var value = parser.TextValue();
        return value is "auto" or "auto ignorecase" or "noshred" || value.StartsWith("s3://", StringComparison.Ordinal)
            ? value
            : throw new SqlError("42601", $"Invalid JSON option \"{value}\": 'auto', 'auto ignorecase', 'noshred' or 's3://...' is expected", token.Position);
    }

    private ImmutableArray<int> Widths()
    {
        parser.Take("AS");
        var token = parser.Current;
        return [.. parser.TextValue().Split(',').Select(part =>
        {
            var pair = part.Split(':');
            return pair.Length == 2 && int.TryParse(pair[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0
                ? width
                : throw new SqlError("42601", $"Invalid fixedwidth specification \"{part.Trim()}\": label:width is expected", token.Position);
        })];
    }

    /// <summary>Clauses of one word.</summary>
    private bool Switch(Token word)
    {
        CopyOptions? changed = word.Keyword switch
        {
            "MANIFEST" => options with { Manifest = true },
            "GZIP" => options with { Gzip = true },
            "FILLRECORD" => options with { FillRecord = true },
            "SERIALIZETOJSON" => options with { SerializeToJson = true },
            "EXPLICIT_IDS" => options with { ExplicitIds = true },
            "NOLOAD" => options with { NoLoad = true },
            "IGNOREALLERRORS" => options with { IgnoreAllErrors = true },
            "IGNOREBLANKLINES" => options with { IgnoreBlankLines = true },
            "EMPTYASNULL" => options with { EmptyAsNull = true },
            "BLANKSASNULL" => options with { BlanksAsNull = true },
            "TRIMBLANKS" => options with { TrimBlanks = true },
            "TRUNCATECOLUMNS" => options with { TruncateColumns = true },
            "REMOVEQUOTES" => options with { RemoveQuotes = true },
            "ESCAPE" => options with { Escape = true },
            "ROUNDEC" => options with { RoundDecimals = true },
            "ACCEPTANYDATE" => options with { AcceptAnyDate = true },
            _ => null,
        };
        if (changed is null)
        {
            return false;
        }

        Note(word);
        parser.Advance();
        options = changed;
        return true;
    }

    /// <summary>Clauses with a value.</summary>
    private bool Valued(Token word)
    {
        if (word.Keyword is not ("DELIMITER" or "QUOTE" or "NULL" or "MAXERROR" or "IGNOREHEADER" or "DATEFORMAT" or "TIMEFORMAT" or "ENCODING" or "REGION" or "ACCEPTINVCHARS"
            or "STATUPDATE" or "COMPUPDATE" or "COMPROWS"))
        {
            return false;
        }

        Note(word);
        parser.Advance();
        var named = word.Keyword is not ("STATUPDATE" or "COMPUPDATE" or "COMPROWS") && parser.Take("AS");
        options = word.Keyword switch
        {
            "DELIMITER" => options with { Delimiter = Delimiter() },
            "QUOTE" => options with { Quote = OneCharacter(CopyText.Take(parser), "quote", word.Position) },
            "NULL" => options with { Null = CopyText.Take(parser) },
            "MAXERROR" => options with { MaxError = Limited(MostErrors, "MAXERROR") },
            "IGNOREHEADER" => options with { IgnoreHeader = parser.SmallNumber() },
            "DATEFORMAT" => options with { DateFormat = parser.TextValue() },
            "TIMEFORMAT" => options with { TimeFormat = TimeFormat() },
            "ENCODING" => options with { Encoding = Encoding() },
            "REGION" => options with { Region = parser.TextValue() },
            "ACCEPTINVCHARS" => options with { Replacement = named || parser.Current.Kind == TokenKind.Text ? OneCharacter(CopyText.Take(parser), "replacement", word.Position) : '?' },
            "COMPROWS" => CompRows(word),
            _ => OnOff(word),
        };
        return true;
    }

    private string Delimiter()
    {
        var position = parser.Current.Position;
        var text = CopyText.Take(parser);
        return text.Length > 0 && text.IndexOfAny(['\n', '\r', '\0']) < 0
            ? text
            : throw new SqlError("42601", "Invalid delimiter: at least one character, no line break and no zero byte", position);
    }

    private string TimeFormat()
    {
        var position = parser.Current.Position;
        var format = parser.TextValue();
        // AWS: copy-parameters-data-conversion, TIMEFORMAT.
        return format.Contains("TZ", StringComparison.OrdinalIgnoreCase) || format.EndsWith("OF", StringComparison.Ordinal)
            ? throw new SqlError("42601", $"Invalid TIMEFORMAT \"{format}\": it can't hold a time zone, write 'auto'", position)
            : format;
    }

    private string Encoding()
    {
        var token = parser.Advance();
        var name = token.Value.ToUpperInvariant();
        return name is "UTF8" or "UTF16" or "UTF16LE" or "UTF16BE" ? name : throw new SqlError("42601", $"Invalid ENCODING \"{token.Value}\": UTF8, UTF16, UTF16LE or UTF16BE", token.Position);
    }

    private int Limited(int most, string name)
    {
        var position = parser.Current.Position;
        var value = parser.SmallNumber();
        return value <= most ? value : throw new SqlError("22023", $"{name} {value} is out of range: at most {most}", position);
    }

    private CopyOptions CompRows(Token word) => parser.SmallNumber() >= LeastCompRows
        ? options
        : throw new SqlError("22023", $"COMPROWS must be at least {LeastCompRows}", word.Position);

    /// <summary>Statistics and encodings are not simulated by loads, so the values of these change nothing.</summary>
    private CopyOptions OnOff(Token word)
    {
        var off = parser.Take("OFF") || parser.Take("FALSE");
        _ = off || parser.Take("ON") || parser.Take("TRUE") || (word.Is("COMPUPDATE") && parser.Take("PRESET"));
        return word.Is("STATUPDATE") ? options with { UpdatesStatistics = !off } : options;
    }

    private bool Refused(Token word) => word.Keyword switch
    {
        // AWS: copy-parameters-data-source-s3, unsupported parameters.
        "SSH" or "READRATIO" => throw new SqlError("0A000", $"{word.Keyword} is not supported for COPY from S3", word.Position),
        "BZIP2" or "LZOP" or "ZSTD" or "ENCRYPTED" or "MASTER_SYMMETRIC_KEY" when !given.ContainsKey("PARQUET") => throw parser.NotSupported($"COPY ... {word.Keyword}"),
        "BZIP2" or "LZOP" or "ZSTD" or "ENCRYPTED" or "MASTER_SYMMETRIC_KEY" => throw CopyOptionRules.ForParquet(word.Keyword, word.Position),
        _ => false,
    };

    private void Note(Token word)
    {
        if (!given.TryAdd(word.Keyword, word.Position))
        {
            throw Twice(word.Keyword, word.Position);
        }
    }

    private static SqlError Twice(string name, int position) => new("42601", $"conflicting or redundant options: {name} is given twice", position);

    private static char OneCharacter(string text, string what, int position) => text.Length == 1 && text[0] is > '\0' and <= '\x7f'
        ? text[0]
        : throw new SqlError("42601", $"Invalid {what} character \"{text}\": one ASCII character that is not zero", position);
}

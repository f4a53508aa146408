using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>The options of a COPY; with Parquet only those that columnar files take (AWS: copy-usage_notes-copy-from-columnar).</summary>
internal sealed partial record CopyOptions
{
    public bool Manifest { get; private init; }

    public bool FillRecord { get; private init; }

    public bool SerializeToJson { get; private init; }

    public bool ExplicitIds { get; private init; }

    /// <summary>Options of other formats, refused for Parquet with the words that Redshift uses.</summary>
    private static readonly string[] Foreign =
    [
        "ACCEPTANYDATE", "BLANKSASNULL", "BZIP2", "COMPROWS", "COMPUPDATE", "DATEFORMAT", "DELIMITER", "EMPTYASNULL", "ENCODING", "ENCRYPTED", "ESCAPE", "FIXEDWIDTH", "GZIP", "IGNOREALLERRORS",
        "IGNOREBLANKLINES", "IGNOREHEADER", "LZOP", "MASTER_SYMMETRIC_KEY", "NULL", "QUOTE", "READRATIO", "REGION", "REMOVEQUOTES", "ROUNDEC", "SSH", "TIMEFORMAT", "TRIMBLANKS",
        "TRUNCATECOLUMNS", "ZSTD",
    ];

    private static readonly string[] OtherFormats = ["CSV", "JSON", "AVRO", "ORC", "SHAPEFILE", "FIXEDWIDTH", "TEXT", "DELIMITED"];

    public static CopyOptions Parse(Parser parser)
    {
        var options = new CopyOptions();
        var given = new HashSet<string>(StringComparer.Ordinal);
        var (parquet, authorized, start) = (false, false, parser.Current.Position);
        while (!parser.AtEnd)
        {
            var token = parser.Current;
            if (!given.Add(Array.Exists(OtherFormats, parser.Is) ? "FORMAT" : token.Keyword))
            {
                throw new SqlError("42601", $"conflicting or redundant options: {token.Keyword} is given twice", token.Position);
            }

            if (parser.Take("FORMAT"))
            {
                parser.Take("AS");
                parquet = Format(parser);
            }
            else if (Array.Exists(OtherFormats, parser.Is))
            {
                parquet = Format(parser);
            }
            else if (Authorization(parser))
            {
                authorized = authorized ? throw parser.Unexpected() : true;
            }
            else
            {
                options = Option(parser, options);
            }
        }

        if (!authorized)
        {
            throw new SqlError("42601", "COPY needs IAM_ROLE, CREDENTIALS or ACCESS_KEY_ID with SECRET_ACCESS_KEY: the credentials are missing", start);
        }

        return parquet ? options : throw SqlError.NotSupported("COPY of delimited text (write FORMAT AS PARQUET)", start);
    }

    private static bool Format(Parser parser)
    {
        if (parser.Take("PARQUET"))
        {
            return true;
        }

        throw Array.Exists(OtherFormats, parser.Is) ? parser.NotSupported($"COPY in the format {parser.Current.Keyword}") : parser.Unexpected();
    }

    private static bool Authorization(Parser parser)
    {
        var position = parser.Current.Position;
        if (parser.Take("IAM_ROLE"))
        {
            if (!parser.Take("DEFAULT"))
            {
                CheckRoles(parser.TextValue(), position);
            }
        }
        else if (parser.Take("CREDENTIALS"))
        {
            parser.Take("AS");
            CheckCredentials(parser.TextValue(), position);
        }
        else if (parser.Take("ACCESS_KEY_ID"))
        {
            parser.Take("AS");
            parser.TextValue();
            parser.Expect("SECRET_ACCESS_KEY");
            parser.Take("AS");
            parser.TextValue();
            if (parser.Take("SESSION_TOKEN"))
            {
                parser.Take("AS");
                parser.TextValue();
            }
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void CheckRoles(string roles, int position)
    {
        if (roles.Split(',').Any(r => !RoleArn().IsMatch(r)))
        {
            throw new SqlError("42601", $"Invalid IAM role ARN: \"{roles}\"", position, hint: "arn:aws:iam::<account>:role/<name>, several with commas and no blanks between");
        }
    }

    private static void CheckCredentials(string credentials, int position)
    {
        var keys = credentials.Split(';').Select(p => p.Split('=')[0].Trim()).ToHashSet(StringComparer.Ordinal);
        if (!keys.Contains("aws_iam_role") && !(keys.Contains("aws_access_key_id") && keys.Contains("aws_secret_access_key")))
        {
            throw new SqlError("42601", "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or 'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'", position);
        }
    }

    private static CopyOptions Option(Parser parser, CopyOptions options)
    {
        var token = parser.Current;
        switch (token.Keyword)
        {
            case "MANIFEST":
                parser.Advance();
                return options with { Manifest = true };
            case "FILLRECORD":
                parser.Advance();
                return options with { FillRecord = true };
            case "SERIALIZETOJSON":
                parser.Advance();
                return options with { SerializeToJson = true };
            case "EXPLICIT_IDS":
                parser.Advance();
                return options with { ExplicitIds = true };
            case "STATUPDATE":
                parser.Advance();
                _ = parser.Take("ON") || parser.Take("OFF") || parser.Take("TRUE") || parser.Take("FALSE");
                return options;
            case "MAXERROR":
                parser.Advance();
                parser.Take("AS");
                return parser.SmallNumber() == 0 ? options : throw ForParquet("MAXERROR", token.Position);
            case "ACCEPTINVCHARS" or "NOLOAD":
                throw parser.NotSupported($"COPY ... {token.Keyword}");
            default:
                throw Array.Exists(Foreign, f => token.Is(f)) ? ForParquet(token.Keyword, token.Position) : parser.Unexpected();
        }
    }

    private static SqlError ForParquet(string option, int position) => new("0A000", $"{option} argument is not supported for PARQUET based COPY", position);

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleArn();
}

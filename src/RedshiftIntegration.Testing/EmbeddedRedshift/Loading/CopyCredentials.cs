using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>The three forms of authorization (AWS: copy-parameters-authorization). Any well-formed one is let in: there is no IAM here.</summary>
internal static partial class CopyCredentials
{
    private static readonly string[] Starts = ["IAM_ROLE", "CREDENTIALS", "ACCESS_KEY_ID"];

    public static bool IsNext(Parser parser) => Array.Exists(Starts, parser.Is);

    /// <summary>Takes the clause; gives the literals that hold secrets.</summary>
    public static IEnumerable<Token> Take(Parser parser)
    {
        var position = parser.Current.Position;
        if (parser.Take("IAM_ROLE"))
        {
            if (!parser.Take("DEFAULT"))
            {
                CheckRoles(parser.TextValue(), position);
            }

            return [];
        }

        if (parser.Take("CREDENTIALS"))
        {
            var secret = Secret(parser);
            CheckCredentials(secret.Value, position);
            return [secret];
        }

        parser.Expect("ACCESS_KEY_ID");
        List<Token> secrets = [Secret(parser)];
        parser.Expect("SECRET_ACCESS_KEY");
        secrets.Add(Secret(parser));
        if (parser.Take("SESSION_TOKEN"))
        {
            secrets.Add(Secret(parser));
        }

        return secrets;
    }

    private static Token Secret(Parser parser)
    {
        parser.Take("AS");
        var token = parser.Current;
        parser.TextValue();
        return token;
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
        var pairs = credentials.Split(';').Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0].Trim(), p => p[1], StringComparer.Ordinal);
        if (pairs["aws_iam_role"].FirstOrDefault() is { } roles)
        {
            CheckRoles(roles, position);
        }
        else if (!pairs.Contains("aws_access_key_id") || !pairs.Contains("aws_secret_access_key"))
        {
            throw new SqlError("42601", "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or 'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'", position);
        }
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleArn();
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Statements;
namespace RedshiftIntegration.Testing.Syntax;
internal static class SqlParser { public static ImmutableArray<Statement> Parse(string text) => throw new RedshiftIntegration.Testing.Engine.SqlError("0A000", text); }

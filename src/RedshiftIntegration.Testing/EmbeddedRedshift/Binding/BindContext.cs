using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>The session as the binder sees it: search path, user, database, declared parameter types, and the server's shared catalogue.</summary>
internal sealed record BindContext
{
    public required string Database { get; init; }

    /// <summary>Numbers sessions from 1; the catalogue's table functions take it as their argument.</summary>
    public required int SessionId { get; init; }

    public required CatalogueSession Catalogue { get; init; }

    /// <summary>Who the session acts as.</summary>
    public User User => Catalogue.User;

    public required ISystemRelations SystemRelations { get; init; }

    public required ISessionState Session { get; init; }

    /// <summary>GETDATE(): UTC, the statement's start.</summary>
    public required DateTime StatementTime { get; init; }

    /// <summary>SYSDATE: UTC, the transaction's start.</summary>
    public required DateTime TransactionTime { get; init; }

    /// <summary>Types that the client declared in Parse, by position; null where it left them open.</summary>
    public IReadOnlyList<SqlType?> DeclaredParameters { get; init; } = [];
}

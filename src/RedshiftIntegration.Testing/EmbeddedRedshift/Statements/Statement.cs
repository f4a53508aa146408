using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>A parsed statement: one subclass per SQL statement, each in its own file with its parser, binder and execution.</summary>
internal abstract class Statement
{
    /// <summary>The statement's own text, without the trailing semicolon.</summary>
    public required string Text { get; init; }

    /// <summary>Offset in characters of <see cref="Text"/> in the request.</summary>
    public required int Position { get; init; }

    /// <summary>The step named in a leading comment <c>/* rsi run=... step=NAME */</c>, the axis of the fault hooks.</summary>
    public string? Step { get; init; }

    /// <summary>Gives every name and expression its meaning and Redshift type; runs nothing. Throws <see cref="SqlError"/>.</summary>
    public abstract BoundStatement Bind(BindContext context);
}

/// <summary>A statement whose names, types and effects are known.</summary>
internal abstract class BoundStatement
{
    public required Effects Effects { get; init; }

    /// <summary>The columns of the result; empty for statements without rows.</summary>
    public ImmutableArray<ResultColumn> Columns { get; init; } = [];

    /// <summary>The type of each parameter $1, $2 ... as declared by the client or inferred by the binder.</summary>
    public ImmutableArray<SqlType> ParameterTypes { get; init; } = [];

    /// <summary>The rows of committed tables that it is about to change; none for statements that only read or append.</summary>
    public ImmutableArray<RowChanges> Changes { get; init; } = [];

    /// <summary>Runs after the session has checked the transaction state, taken the locks and passed the fault hooks.</summary>
    public abstract StatementResult Run(Execution execution);
}

/// <summary>One column of a row description.</summary>
internal sealed record ResultColumn(string Name, SqlType Type);

/// <summary>What a statement does to the session, stated before it runs; one pipeline in the session acts on it.</summary>
internal sealed record Effects
{
    public static Effects None { get; } = new();

    /// <summary>Each table that the statement touches with the strongest lock that it needs, in the order of locking.</summary>
    public ImmutableArray<TableAccess> Tables { get; init; } = [];

    /// <summary>The rights that it needs, a view's and those of its query among them.</summary>
    public ImmutableArray<Need> Needs { get; init; } = [];

    public BlockRule Block { get; init; } = BlockRule.Allowed;

    /// <summary>The command's name where it can't run in a transaction block nor beside other statements (25001); null where it can.</summary>
    public string? RunsAlone { get; init; }

    /// <summary>Whether the transaction's snapshot is taken here (AWS: c_serial_isolation; LOCK, BEGIN, SET and table-less SELECT do not).</summary>
    public bool TakesSnapshot { get; init; }

    /// <summary>What BEGIN says of the transaction's access mode; null where it says nothing.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Whether a READ ONLY transaction refuses it, where its locks don't tell.</summary>
    public bool? Writes { get; init; }

    /// <summary>Set for BEGIN, COMMIT and ROLLBACK: the session itself carries them out.</summary>
    public TransactionVerb Transaction { get; init; } = TransactionVerb.None;

    /// <summary>As in PostgreSQL: rows of a temporary table can be changed in a READ ONLY transaction, its definition can't.</summary>
    public bool WritesIn(string temporarySchema) => Writes
        ?? Tables.Any(t => t.Mode == LockMode.Exclusive || (t.Mode != LockMode.Read && !string.Equals(t.Schema, temporarySchema, StringComparison.Ordinal)));
}

internal enum TransactionVerb { None, Begin, Commit, Rollback }

internal enum BlockRule
{
    Allowed,

    /// <summary>Commits the open transaction first (TRUNCATE).</summary>
    Commits,

    /// <summary>25P01 outside of a transaction block (DECLARE).</summary>
    Required,
}

/// <summary>A table with the strongest lock that a statement needs of it.</summary>
internal sealed record TableAccess(string Schema, string Name, LockMode Mode)
{
    /// <summary>Whether rows are read, too: a change reads what it changes, an INSERT alone doesn't.</summary>
    public bool Reads { get; init; } = Mode is LockMode.Read or LockMode.Change;
}

/// <summary>The rows of a table that a statement changes.</summary>
/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Numbers">Finds their numbers in ascending order, some of them several times; null for all rows.</param>
internal sealed record RowChanges(string Schema, string Table, Func<Execution, IEnumerable<long>>? Numbers)
{
    /// <summary>Of the rows that a FROM and WHERE find.</summary>
    /// <param name="table">The changed table.</param>
    /// <param name="with">The printed WITH clause or nothing.</param>
    /// <param name="target">The table as it is printed, with its alias.</param>
    /// <param name="found">What stands behind FROM, the target included.</param>
    public static RowChanges Of(Catalogue.Table table, DuckSql with, PrintedTable target, DuckSql found) =>
        new(table.Schema, table.Name, execution => DuckRunner.RowNumbers(execution, $"{with}SELECT {target.Alias}.rowid FROM {found}"));
}

/// <summary>Weakest first.</summary>
internal enum LockMode
{
    /// <summary>SELECT: waits only for Exclusive.</summary>
    Read,

    /// <summary>INSERT, COPY: shared among themselves under SNAPSHOT.</summary>
    Append,

    /// <summary>UPDATE, DELETE, MERGE: one at a time, also against Append.</summary>
    Change,

    /// <summary>LOCK, ALTER, DROP, TRUNCATE: readers wait too.</summary>
    Exclusive,
}

/// <summary>What a statement gives back: the command tag, rows as <see cref="SqlType"/>'s CLR values (null = NULL), notices.</summary>
internal sealed record StatementResult(string Tag)
{
    public IReadOnlyList<object?[]> Rows { get; init; } = [];

    public ImmutableArray<string> Notices { get; init; } = [];
}

using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>A view that is computed from what the server knows when a query reads it. One view, one file; <see cref="SystemRelations"/> lists them.</summary>
internal abstract class SystemView(string schema, string name, params ResultColumn[] columns)
{
    public const string PgCatalog = "pg_catalog";
    public const string InformationSchema = "information_schema";

    /// <summary>Seconds and microseconds as intervals of views: BIGINT.</summary>
    private const int TextLength = 256;

    public string Schema { get; } = schema;

    public string Name { get; } = name;

    public ImmutableArray<ResultColumn> Columns { get; } = [.. columns];

    /// <summary>Whether others than superusers are refused it (AWS: c_visibility-of-data).</summary>
    public virtual bool ForSuperusers => false;

    /// <summary>One value per column, in the CLR forms that <see cref="SqlType"/> names.</summary>
    public abstract IEnumerable<object?[]> Rows(Session session, Warehouse warehouse);

    /// <summary>A value of a CHAR column.</summary>
    protected static string Pad(string text, int length) => Engine.EngineFunctions.Cut(text, length).PadRight(length);

    protected static ResultColumn Oid(string name) => new(name, new SqlType(SqlTypeKind.Oid));

    protected static ResultColumn NameOf(string name) => new(name, new SqlType(SqlTypeKind.Name));

    protected static ResultColumn Text(string name, int length = TextLength) => new(name, new SqlType(SqlTypeKind.Varchar, Length: length));

    protected static ResultColumn Fixed(string name, int length) => new(name, new SqlType(SqlTypeKind.Char, Length: length));

    protected static ResultColumn Bool(string name) => new(name, new SqlType(SqlTypeKind.Boolean));

    protected static ResultColumn Short(string name) => new(name, new SqlType(SqlTypeKind.SmallInt));

    protected static ResultColumn Int(string name) => new(name, new SqlType(SqlTypeKind.Integer));

    protected static ResultColumn Long(string name) => new(name, new SqlType(SqlTypeKind.BigInt));

    protected static ResultColumn Float(string name) => new(name, new SqlType(SqlTypeKind.Double));

    protected static ResultColumn Moment(string name) => new(name, new SqlType(SqlTypeKind.Timestamp));
}

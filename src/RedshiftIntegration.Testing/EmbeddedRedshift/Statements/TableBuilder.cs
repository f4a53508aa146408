using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>Makes a catalogue table of a definition and checks Redshift's rules on the way.</summary>
internal static class TableBuilder
{
    public const int MaximumColumns = 1600;
    public const int MaximumSortKeys = 400;
    private const int MaximumInterleavedKeys = 8;

    public static Table Build(Binder binder, TableDefinition definition, uint oid)
    {
        var context = binder.Context;
        var columns = Columns(binder, definition);
        Check(definition, columns);
        var style = Style(definition);
        var table = new Table
        {
            Oid = oid,
            Schema = SchemaOf(context, definition),
            Name = definition.Name.Name,
            Owner = context.User.Id,
            Columns = columns,
            Temporary = definition.Temporary,
            DistStyle = style.DistStyle,
            DistKey = style.DistKey,
            SortStyle = style.SortStyle,
            SortKey = style.SortKey,
            LastColumn = columns.Length,
            AutoEncoding = !definition.Columns.Any(c => c.Encoding is not (null or "auto")),
        };
        table = table with { Constraints = TableConstraints.Make(binder, table, definition.Constraints) };
        table = definition.Like.Aggregate(table, (t, like) => CopyStyle(context, t, like));
        CheckKeys(table, definition.Name.Position);
        return table with { Columns = [.. table.Columns.Select(c => c with { Encoding = ColumnEncodings.Choose(c, table) })] };
    }

    /// <summary>Schema of a new object; a temporary table can't be qualified (AWS: r_CREATE_TABLE_NEW).</summary>
    public static string SchemaOf(BindContext context, TableDefinition definition)
    {
        var name = definition.Name;
        if (definition.Temporary)
        {
            return name.Schema is null or "pg_temp" ? context.Catalogue.TemporarySchema
                : throw new SqlError("42P16", "cannot create temporary relation in non-temporary schema", name.Position);
        }

        return SchemaOf(context, name.Schema, name.Position);
    }

    public static string SchemaOf(BindContext context, string? schema, int position)
    {
        var name = schema ?? context.Catalogue.CreationSchema
            ?? throw new SqlError("3F000", "no schema has been selected to create in", position);
        return name is "pg_catalog" or "information_schema"
            ? throw new SqlError("42501", $"permission denied for schema {name}", position)
            : context.Catalogue.FindSchema(name) is null ? throw new SqlError("3F000", $"schema \"{name}\" does not exist", position) : name;
    }

    public static Column Column(Binder binder, string table, ColumnDefinition definition, int number)
    {
        var type = TypeNames.Resolve(definition.Type, $"{table}.{definition.Name}");
        if (definition.Identity is not null && type.Kind is not (SqlTypeKind.Integer or SqlTypeKind.BigInt))
        {
            throw new SqlError("42804", $"identity column type must be integer or bigint, not {type}", definition.Position);
        }

        var column = new Column
        {
            Number = number,
            Name = definition.Name,
            Type = type,
            NotNull = definition.NotNull,
            Default = definition.DefaultText,
            Identity = definition.Identity,
            Encoding = ColumnEncodings.Check(definition.Encoding, type, definition.Name, definition.Position),
        };
        if (definition.Default is not null)
        {
            Defaults.Check(binder, column, definition.Default);
        }

        return column;
    }

    public static void CheckKeyType(Column column, bool dist, int position)
    {
        if (column.Type.Kind == SqlTypeKind.Super || (dist && column.Type.Kind == SqlTypeKind.Varbyte))
        {
            throw new SqlError("0A000", $"column \"{column.Name}\" of type {column.Type} can't be a {(dist ? "distribution" : "sort")} key", position);
        }
    }

    private static ImmutableArray<Column> Columns(Binder binder, TableDefinition definition)
    {
        var columns = new List<Column>();
        foreach (var like in definition.Like)
        {
            var source = binder.Target(like.Table, LockMode.Read, Privilege.Select);
            columns.AddRange(source.Columns.Select(c => c with { Number = columns.Count + c.Number, Default = like.Defaults ? c.Default : null, Identity = null, Comment = null }));
        }

        columns = [.. columns.Select((c, i) => c with { Number = i + 1 })];
        foreach (var column in definition.Columns)
        {
            columns.Add(Column(binder, definition.Name.Name, column, columns.Count + 1));
        }

        var primary = definition.Constraints.Where(c => c.Type == 'p').SelectMany(c => c.Columns).ToHashSet(StringComparer.Ordinal);
        return [.. columns.Select(c => primary.Contains(c.Name) ? c with { NotNull = true } : c)];
    }

    private static (DistStyle DistStyle, string? DistKey, SortStyle SortStyle, ImmutableArray<string> SortKey) Style(TableDefinition definition)
    {
        var distKeys = definition.Columns.Where(c => c.DistKey).Select(c => c.Name).ToList();
        if (definition.DistKey is not null)
        {
            distKeys.Add(definition.DistKey);
        }

        if (distKeys.Count > 1)
        {
            throw new SqlError("42P16", "multiple distribution keys are not allowed", definition.Name.Position);
        }

        if (distKeys.Count == 1 && definition.DistStyle is not (null or DistStyle.Key))
        {
            throw new SqlError("42601", $"cannot specify DISTKEY with DISTSTYLE {definition.DistStyle.ToString()!.ToUpperInvariant()}", definition.Name.Position);
        }

        if (distKeys.Count == 0 && definition.DistStyle == DistStyle.Key)
        {
            throw new SqlError("42601", "DISTSTYLE KEY needs a DISTKEY column", definition.Name.Position);
        }

        var sortColumns = definition.Columns.Where(c => c.SortKey).Select(c => c.Name).ToImmutableArray();
        if (sortColumns.Length > 0 && definition.SortStyle is not null)
        {
            throw new SqlError("42601", "SORTKEY is given for the table and for a column", definition.Name.Position);
        }

        var sortKey = sortColumns.Length > 0 ? sortColumns : definition.SortKey;
        var sortStyle = definition.SortStyle ?? (sortKey.IsEmpty ? SortStyle.None : SortStyle.Compound);
        return (distKeys.Count == 1 ? DistStyle.Key : definition.DistStyle ?? DistStyle.Auto, distKeys.FirstOrDefault(), sortStyle, sortKey);
    }

    private static Table CopyStyle(BindContext context, Table table, LikeDefinition like) => context.Catalogue.Find(like.Table.Schema, like.Table.Name) is Table source
        ? table with { DistStyle = source.DistStyle, DistKey = source.DistKey, SortStyle = source.SortStyle, SortKey = source.SortKey }
        : table;

    private static void Check(TableDefinition definition, ImmutableArray<Column> columns)
    {
        var position = definition.Name.Position;
        if (columns.Length > MaximumColumns)
        {
            throw new SqlError("54011", $"tables can have at most {MaximumColumns} columns", position);
        }

        if (columns.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new SqlError("42701", $"column \"{twice.Key}\" duplicated", position);
        }

        if (columns.Count(c => c.Identity is not null) > 1)
        {
            throw SqlError.NotSupported("a table with more than one IDENTITY column", position);
        }

        // AWS: r_CREATE_TABLE_NEW. These come with the parent table.
        if (!definition.Like.IsEmpty && (definition.DistStyle is not null || definition.DistKey is not null || definition.SortStyle is not null || definition.Backup
            || definition.Columns.Any(c => c.DistKey || c.SortKey)))
        {
            throw new SqlError("42601", "CREATE TABLE LIKE can't set DISTSTYLE, DISTKEY, SORTKEY or BACKUP: they come with the parent table", position);
        }
    }

    public static void CheckKeys(Table table, int position)
    {
        if (table.SortKey.Length > (table.SortStyle == SortStyle.Interleaved ? MaximumInterleavedKeys : MaximumSortKeys))
        {
            throw new SqlError("42P16", $"a {table.SortStyle} sort key has too many columns", position);
        }

        if (table.SortKey.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new SqlError("42701", $"column \"{twice.Key}\" appears twice in the sort key", position);
        }

        foreach (var key in table.SortKey.Concat(table.DistKey is null ? [] : [table.DistKey]))
        {
            var column = table.Find(key) ?? throw new SqlError("42703", $"column \"{key}\" named in key does not exist", position);
            CheckKeyType(column, string.Equals(key, table.DistKey, StringComparison.Ordinal), position);
        }
    }
}

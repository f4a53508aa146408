using System.Globalization;
using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>Answers <see cref="PrivilegeFunctions"/> from the catalogue as the asking session sees it.</summary>
internal sealed class PrivilegeLookup(Warehouse warehouse)
{
    private const string GrantOption = " WITH GRANT OPTION";

    public void Register(DuckDBConnection root) => root.RegisterScalarFunction<string, string, string, string, bool>(
        PrivilegeFunctions.Name,
        (readers, writer, count) =>
        {
            for (ulong i = 0; i < count; i++)
            {
                if (readers.All(r => r.IsValid(i)))
                {
                    writer.WriteValue(Has(readers[0].GetValue<string>(i), readers[1].GetValue<string>(i), readers[2].GetValue<string>(i), readers[3].GetValue<string>(i)), i);
                }
                else
                {
                    writer.WriteNull(i);
                }
            }
        },
        new ScalarFunctionOptions { IsPureFunction = false, HandlesNulls = true });

    private static InvalidOperationException Refusal(string state, string message) => new($"rs:{state}:{message}");

    private bool Has(string target, string userName, string name, string privilege)
    {
        string[] parts = target.Split(' ');
        Session session = warehouse.FindSession(int.Parse(parts[0], CultureInfo.InvariantCulture)) ?? throw Refusal("XX000", "the session has ended");
        Securable kind = Enum.Parse<Securable>(parts[1]);
        CatalogueSession catalogue = session.Catalogue;
        User user = (userName.StartsWith('#') ? catalogue.FindUser((int)Number(userName)) : catalogue.FindUser(userName)) ?? throw Refusal("42704", $"user \"{userName}\" does not exist");
        bool toGrant = privilege.EndsWith(GrantOption, StringComparison.OrdinalIgnoreCase);
        Privilege asked = Privileges.Parse((toGrant ? privilege[..^GrantOption.Length] : privilege).Trim()) is { } p && (p & Privileges.Grantable(kind)) == p
            ? p
            : throw Refusal("22023", $"unrecognized privilege type: \"{privilege}\"");
        AccessControl control = new(catalogue);
        if (kind == Securable.Relation && SystemView(name) is { } view)
        {
            return user.IsSuperuser || (asked == Privilege.Select && !view.ForSuperusers && !toGrant);
        }

        (uint oid, int owner) = Find(catalogue, kind, name);
        return toGrant ? control.MayGrant(user, kind, oid, owner, asked) : control.Has(user, kind, oid, owner, asked);
    }

    private static long Number(string text) => long.Parse(text.AsSpan(1), CultureInfo.InvariantCulture);

    private SystemRelation? SystemView(string name)
    {
        if (name.StartsWith('#') && warehouse.SystemRelations.Seen.FirstOrDefault(s => s.Oid == Number(name)) is { } seen)
        {
            return warehouse.SystemRelations.Find(seen.Schema, seen.Name);
        }

        (string? schema, string table) = Split(name);
        return warehouse.SystemRelations.Find(schema, table);
    }

    private static (uint Oid, int Owner) Find(CatalogueSession catalogue, Securable kind, string name)
    {
        if (kind == Securable.Database)
        {
            return string.Equals(name, catalogue.Shared.Database, StringComparison.Ordinal) || name == $"#{DatabaseCatalogue.DatabaseOid}"
                ? (DatabaseCatalogue.DatabaseOid, DatabaseCatalogue.OwnerId)
                : throw Refusal("3D000", $"database \"{name}\" does not exist");
        }

        if (kind == Securable.Schema)
        {
            Schema? schema = name.StartsWith('#') ? catalogue.Schemas().FirstOrDefault(s => s.Oid == Number(name)) : catalogue.FindSchema(name.ToLowerInvariant());
            return schema is null ? throw Refusal("3F000", $"schema \"{name}\" does not exist") : (schema.Oid, schema.Owner);
        }

        (string? inSchema, string table) = Split(name);
        Relation? relation = name.StartsWith('#') && catalogue.FindByOid((uint)Number(name)) is { } found ? found : catalogue.Find(inSchema, table);
        return relation is null ? throw Refusal("42P01", $"relation \"{name}\" does not exist") : (relation.Oid, relation.Owner);
    }

    private static (string? Schema, string Name) Split(string name)
    {
        string[] parts = name.ToLowerInvariant().Replace("\"", "", StringComparison.Ordinal).Split('.');
        return parts.Length == 2 ? (parts[0], parts[1]) : (null, parts[^1]);
    }
}

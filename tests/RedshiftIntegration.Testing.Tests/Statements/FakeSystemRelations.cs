using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>One system relation, pg_class, with two rows.</summary>
internal sealed class FakeSystemRelations : ISystemRelations
{
    public SystemRelation? Find(string? schema, string name) => schema is null or "pg_catalog" && name == "pg_class"
        ? new SystemRelation(
            "pg_catalog", "pg_class", [new ResultColumn("oid", SqlType.Oid), new ResultColumn("relname", SqlType.Name), new ResultColumn("relnamespace", SqlType.Oid)],
            _ => $"(SELECT * FROM (VALUES (1::UINTEGER, 'a', 5::UINTEGER), (2::UINTEGER, 'b', 5::UINTEGER)) AS v(oid, relname, relnamespace))")
        : null;
}

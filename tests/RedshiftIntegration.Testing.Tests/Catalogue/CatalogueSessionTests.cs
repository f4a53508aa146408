using RedshiftIntegration.Testing.Catalogue;

namespace RedshiftIntegration.Testing.Tests.Catalogue;

public sealed class CatalogueSessionTests
{
    private readonly DatabaseCatalogue shared = new("dev", new User(100, "admin") { IsSuperuser = true });
    private readonly CatalogueSession first;
    private readonly CatalogueSession second;

    public CatalogueSessionTests()
    {
        first = new CatalogueSession(shared, 1);
        second = new CatalogueSession(shared, 2);
    }

    [Fact]
    public void An_uncommitted_object_is_seen_by_its_session_alone()
    {
        first.Put(new Schema(first.NextOid(), "s", 100));
        first.Put(Table("s", "t"));
        first.Find("s", "t").Should().NotBeNull();
        second.Find("s", "t").Should().BeNull();
        second.FindSchema("s").Should().BeNull();
        first.Commit();
        second.Find("s", "t").Should().NotBeNull();
        second.FindSchema("s").Should().NotBeNull();
    }

    [Fact]
    public void A_rollback_undoes_creations_changes_and_drops()
    {
        var table = Table("public", "t");
        first.Put(table);
        first.Commit();
        first.Put(table with { Name = "renamed" });
        first.Put(Table("public", "other"));
        first.Put(Table("pg_temp_1", "temp", temporary: true));
        first.Rollback();
        first.Relations().Select(r => r.Name).Should().Equal("t");
        first.Remove(table);
        first.Find(null, "t").Should().BeNull();
        first.Rollback();
        first.Find(null, "t").Should().Be(table);
        first.HasChanges.Should().BeFalse();
    }

    [Fact]
    public void Temporary_tables_belong_to_a_session_and_go_first()
    {
        first.Put(Table("public", "t"));
        first.Put(Table("pg_temp_1", "t", temporary: true));
        first.Commit();
        ((Table)first.Find(null, "t")!).Temporary.Should().BeTrue();
        ((Table)second.Find(null, "t")!).Temporary.Should().BeFalse();
        ((Table)first.Find("public", "t")!).Temporary.Should().BeFalse();
    }

    [Fact]
    public void The_search_path_decides_among_schemas()
    {
        first.Put(new Schema(first.NextOid(), "a", 100));
        first.Put(Table("a", "t"));
        first.Find(null, "t").Should().BeNull();
        first.SearchPath = ["a", "public"];
        first.Find(null, "t")!.Schema.Should().Be("a");
    }

    private Table Table(string schema, string name, bool temporary = false) =>
        new() { Oid = shared.NextOid(), Schema = schema, Name = name, Owner = 100, Columns = [], Temporary = temporary };
}

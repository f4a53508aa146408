using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Loading;

/// <summary>COPY of JSON objects and arrays.</summary>
public sealed class JsonCopyTests : IDisposable
{
    private const string From = "FROM 's3://b/f' IAM_ROLE default";

    private readonly Dialect db = new();

    public JsonCopyTests() => db.Run("CREATE TABLE t (id INT, name VARCHAR(20) DEFAULT 'none', tags SUPER, d DECIMAL(5,1))");

    public void Dispose() => db.Dispose();

    [Theory]
    [InlineData("JSON 'auto'")]
    [InlineData("JSON")]
    [InlineData("FORMAT AS JSON 'auto'")]
    [InlineData("FORMAT JSON AS 'auto ignorecase'")]
    public void Names_are_matched_with_columns(string format)
    {
        Put("""
            {"id": 1, "name": "a\tbé", "tags": {"x": [1, "y"]}, "other": 5}
            {"d": 1.25,
             "id": null} {"name": "", "tags": "text", "id": 3}
            """);
        db.Run($"COPY t {From} {format}").Notices.Should().Equal("Load into table 't' completed, 3 record(s) loaded successfully.");
        db.Rows("SELECT id, name, json_serialize(tags), d FROM t ORDER BY id").Should().Equal("1|a\tbé|{\"x\":[1,\"y\"]}|", "3||\"text\"|", "|||1.2");
    }

    [Fact]
    public void Case_counts_unless_it_is_ignored()
    {
        Put("""{"ID": 1, "Name": "a"}""");
        db.Run($"COPY t {From} JSON 'auto'; COPY t {From} JSON 'auto ignorecase'");
        db.Rows("SELECT id, name FROM t ORDER BY id").Should().Equal("1|a", "|");
    }

    [Fact]
    public void A_column_that_is_left_out_takes_its_default()
    {
        Put("""{"id": 1, "name": "ignored"}""");
        db.Run($"COPY t (id) {From} JSON 'auto' EMPTYASNULL");
        db.Rows("SELECT id, name FROM t").Should().Equal("1|none");
    }

    [Fact]
    public void Paths_reach_into_objects_and_arrays()
    {
        db.Objects.Put("b", "paths", """{"jsonpaths": ["$.id", "$.store.book[1].title", "$['store']['book']", "$.none"]}""");
        Put("""{"id": 7, "store": {"book": [{"title": "A"}, {"title": "B"}]}}""");
        db.Run($"COPY t {From} JSON 's3://b/paths'");
        db.Rows("SELECT id, name, tags[0].title::varchar, d FROM t").Should().Equal("7|B|A|");
        Put("""{"id": 7, "store": {"book": [{"title": "A"}]}}""");
        db.Refused($"COPY t {From} JSON 's3://b/paths'").SqlState.Should().Be("XX000");
        db.Loads.Errors.Should().ContainSingle(e => e.ErrorMessage == "Invalid JSONPath format: Not an array or index out of range.");
        db.Objects.Put("b", "paths", """{"jsonpaths": ["$.a.*"]}""");
        db.Refused($"COPY t {From} JSON 's3://b/paths'").Message.Should().StartWith("Invalid JSONPath format: $.a.*");
        db.Refused($"COPY t {From} JSON 's3://b/nopaths'").Message.Should().Contain("does not exist");
    }

    [Fact]
    public void Arrays_need_paths()
    {
        Put("[1, \"x\"]\n[2, \"y\"]");
        db.Refused($"COPY t {From} JSON 'auto'").SqlState.Should().Be("XX000");
        db.Objects.Put("b", "paths", """{"jsonpaths": ["$[0]", "$[1]"]}""");
        db.Run($"COPY t {From} JSON 's3://b/paths'");
        db.Rows("SELECT id, name FROM t ORDER BY id").Should().Equal("1|x", "2|y");
    }

    [Fact]
    public void A_broken_object_is_an_error_row_with_its_last_line()
    {
        Put("{\"id\": 1}\n{\"id\": x}\n{\n\"id\": \"y\"}\n{\"id\": 4}\n");
        db.Run($"COPY t {From} JSON 'auto' MAXERROR 9").Notices.Should().HaveCount(2);
        db.Rows("SELECT id FROM t ORDER BY id").Should().Equal("1", "4");
        db.Loads.Errors.Select(e => (e.LineNumber, e.ErrorCode)).Should().Equal((2L, 1216), (4L, 1207));
    }

    [Fact]
    public void Noshred_puts_the_whole_document_into_one_super_column()
    {
        db.Run("CREATE TABLE s (doc SUPER)");
        Put("{\"a\": {\"b\": 1}} [2]");
        db.Run($"COPY s {From} FORMAT JSON 'noshred'");
        db.Rows("SELECT json_serialize(doc) FROM s ORDER BY 1").Should().Equal("[2]", "{\"a\":{\"b\":1}}");
        db.Refused($"COPY t {From} FORMAT JSON 'noshred'").SqlState.Should().Be("0A000");
    }

    private void Put(string text) => db.Objects.Put("b", "f", text);
}

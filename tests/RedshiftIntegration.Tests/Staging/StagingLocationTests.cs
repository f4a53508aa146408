using RedshiftIntegration.Redshift;
using RedshiftIntegration.Staging;

namespace RedshiftIntegration.Tests.Staging;

public sealed class StagingLocationTests
{
    [Theory]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("s3://bucket/", "bucket", "")]
    [InlineData("s3://my.bucket-1/a/b/", "my.bucket-1", "a/b")]
    public void An_address_is_bucket_and_prefix(string text, string bucket, string prefix)
    {
        StagingLocation.TryParse(text, out StagingLocation location).Should().BeTrue();
        location.Should().Be(new StagingLocation(bucket, prefix));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bucket/prefix")]
    [InlineData("https://bucket.s3.amazonaws.com/")]
    [InlineData("s3://")]
    [InlineData("s3://Bucket/x")]
    public void Anything_else_is_no_location(string text) => StagingLocation.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void The_run_id_is_found_in_a_key_and_in_nothing_else()
    {
        StagingLocation location = new("bucket", "p");
        string prefix = location.NewRunPrefix("sales.orders", "run-1");
        prefix.Should().MatchRegex("^p/sales.orders/run-1-[0-9a-f]{32}/$");
        location.RunIdOf("sales.orders", prefix + "x").Should().Be("run-1");
        location.RunIdOf("sales", prefix).Should().BeNull();
        location.RunIdOf("sales.orders", "p/sales.orders/lease.json").Should().BeNull();
        location.RunIdOf("sales.orders", "p/sales.orders/run-1/x").Should().BeNull();
    }

    [Theory]
    [InlineData("sales.order s")]
    [InlineData("sales.Größe")]
    [InlineData("sales.it's")]
    [InlineData("..")]
    public void Any_id_has_a_folder_of_its_own_that_COPY_can_name(string id)
    {
        StagingLocation location = new("bucket", "p");
        string key = location.NewRunPrefix(id, "run-1") + "manifest.json";
        RedshiftLiteral.ObjectAddress(location.UriOf(key)).Should().Be($"'s3://bucket/{key}'");
        location.RunIdOf(id, key).Should().Be("run-1");
        location.PipelinePrefix(id).Should().NotBe(location.PipelinePrefix(id.Replace(' ', '_').Replace('ß', '_').Replace('\'', '_').Replace('.', '_')));
    }
}

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
        string prefix = location.NewRunPrefix("sales/order s", "run-1");
        prefix.Should().MatchRegex("^p/sales%2Forder%20s/run-1-[0-9a-f]{32}/$");
        location.RunIdOf("sales/order s", prefix + "x").Should().Be("run-1");
        location.RunIdOf("sales", prefix).Should().BeNull();
        location.RunIdOf("sales/order s", "p/sales%2Forder%20s/lease.json").Should().BeNull();
        location.RunIdOf("sales/order s", "p/sales%2Forder%20s/run-1/x").Should().BeNull();
    }
}

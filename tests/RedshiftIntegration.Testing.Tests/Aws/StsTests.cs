using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Time.Testing;

namespace RedshiftIntegration.Testing.Tests.Aws;

public sealed class StsTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly S3Fixture fixture;

    public StsTests() => fixture = new S3Fixture(new EmbeddedAwsOptions { Clock = clock, AccountId = "210987654321" });

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_caller_is_a_user_until_it_assumes_a_role()
    {
        using AmazonSecurityTokenServiceClient sts = fixture.Sts();
        GetCallerIdentityResponse user = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        user.Account.Should().Be("210987654321");
        user.Arn.Should().Be("arn:aws:iam::210987654321:user/embedded");

        AssumeRoleResponse role = await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::210987654321:role/loaders/copy", RoleSessionName = "run-1", DurationSeconds = 900 });
        role.Credentials.Expiration.Should().Be(clock.GetUtcNow().UtcDateTime.AddSeconds(900));
        using AmazonSecurityTokenServiceClient assumed = fixture.Sts(role.Credentials);
        (await assumed.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn.Should().Be("arn:aws:sts::210987654321:assumed-role/copy/run-1");
    }

    [Theory]
    [InlineData("copy", "run-1", 900)]
    [InlineData("arn:aws:iam::210987654321:role/copy", "run 1", 900)]
    [InlineData("arn:aws:iam::210987654321:role/copy", "run-1", 60)]
    public async Task A_wrong_argument_is_a_validation_error(string role, string session, int seconds)
    {
        using AmazonSecurityTokenServiceClient sts = fixture.Sts();
        Func<Task> call = () => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = session, DurationSeconds = seconds });
        (await call.Should().ThrowAsync<AmazonSecurityTokenServiceException>()).Which.ErrorCode.Should().Be("ValidationError");
    }

    [Fact]
    public async Task An_operation_that_is_not_known_and_an_unsigned_call_are_refused()
    {
        using AmazonSecurityTokenServiceClient sts = fixture.Sts();
        Func<Task> unknown = () => sts.GetSessionTokenAsync(new GetSessionTokenRequest());
        (await unknown.Should().ThrowAsync<AmazonSecurityTokenServiceException>()).Which.ErrorCode.Should().Be("InvalidAction");
        using AmazonSecurityTokenServiceClient anonymous = fixture.Sts(new AnonymousAWSCredentials());
        using HttpClient raw = new(fixture.Aws.CreateHandler());
        using HttpResponseMessage unsigned = await raw.GetAsync(new Uri("https://sts.eu-central-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15"));
        (await unsigned.Content.ReadAsStringAsync()).Should().Contain("<Code>MissingAuthenticationToken</Code>");
    }
}

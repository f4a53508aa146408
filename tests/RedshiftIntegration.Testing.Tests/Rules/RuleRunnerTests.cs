using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>A rule that does not hold is told so.</summary>
public sealed class RuleRunnerTests(DoubleFixture fixture) : IClassFixture<DoubleFixture>
{
    private static readonly Rule Empty = Rule.Form("runner", "a rule of the runner's own test", Evidence.Known, "this test");

    [Fact]
    public Task What_the_double_can_not_do_is_no_refusal_of_Redshifts() => BreaksAsync(Empty.Refuses("CREATE GROUP g", "0A000", "CREATE GROUP"), "EmbeddedRedshift");

    [Fact]
    public Task What_the_double_can_not_do_may_be_named() => fixture.RunAsync(Empty.Refuses("CREATE GROUP g", "0A000", "CREATE GROUP is not supported by EmbeddedRedshift"));

    [Fact]
    public Task Another_message_breaks_a_refusal() => BreaksAsync(Empty.Refuses("SELECT nope", "42703", "column \"other\""), "nope");

    [Fact]
    public Task Another_state_breaks_a_refusal() => BreaksAsync(Empty.Refuses("SELECT nope", "42P01", "column \"nope\""), "42703");

    [Fact]
    public Task Another_row_breaks_an_answer() => BreaksAsync(Empty.Accepts("SELECT 1", "2"), "answers");

    private async Task BreaksAsync(Rule rule, string how)
    {
        Func<Task> run = () => fixture.RunAsync(rule);
        (await run.Should().ThrowAsync<RuleBrokenException>()).WithMessage($"*{how}*");
    }
}

namespace RedshiftIntegration.Running;

internal static class RunProblems
{
    public static Problem NotApplied(string pipeline) => new(
        "RSI8002",
        $"Pipeline '{pipeline}' has never been applied: its table, its gate or the control schema is missing.",
        "Plan and apply first (IPipelineDeployment.PlanAsync, ApplyAsync), or set RunOptions.Apply.");

    public static Problem DefinitionChanged(string pipeline, string version) => new(
        "RSI8002",
        $"The definition of pipeline '{pipeline}' is not the one that was applied (mapping version {version}).",
        "Plan and apply first (IPipelineDeployment.PlanAsync, ApplyAsync), or set RunOptions.Apply.");

    public static Problem Superseded(string pipeline) => new(
        "RSI4019",
        $"Pipeline '{pipeline}' was overtaken by another run; nothing of this run is in the target.",
        "Run it again; if this repeats, two schedules run the same pipeline.");

    public static Problem TimeBudgetExceeded(string pipeline, TimeSpan budget) => new(
        "RSI4014",
        $"Pipeline '{pipeline}' did not finish within its time budget of {budget}; nothing of this run is in the target.",
        "Raise RunOptions.TimeBudget, or look into run_steps for the step that took the time.");
}

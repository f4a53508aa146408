namespace RedshiftIntegration.DependencyInjection;

/// <summary>A Redshift target that was added by AddRedshift, by the name of its options.</summary>
internal sealed record NamedTarget(string Name)
{
    /// <summary>Gives a named target the application's settings to start from; its own connection string has to be stated.</summary>
    public static void Inherit(RedshiftIntegrationOptions options, RedshiftIntegrationOptions application)
    {
        options.Redshift = new RedshiftOptions { CopyRole = application.Redshift.CopyRole, ControlSchema = application.Redshift.ControlSchema };
        options.Staging = application.Staging;
        options.Extraction = application.Extraction;
        options.Deployment = application.Deployment;
        options.Pii = application.Pii;
    }
}

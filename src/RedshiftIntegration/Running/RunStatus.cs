namespace RedshiftIntegration;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>Committed.</summary>
    Succeeded,

    /// <summary>Ended by an error; nothing of it is in the target.</summary>
    Failed,

    /// <summary>Cancelled by the caller; nothing of it is in the target.</summary>
    Cancelled,

    /// <summary>Another run committed first; nothing of it is in the target.</summary>
    Superseded,

    /// <summary>Its process died; the next run recorded it.</summary>
    Abandoned,
}

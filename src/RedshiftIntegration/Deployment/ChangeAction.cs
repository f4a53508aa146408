namespace RedshiftIntegration;

/// <summary>What a plan does with an object.</summary>
public enum ChangeAction
{
    /// <summary>It is there and as it should be.</summary>
    None,

    /// <summary>It is made.</summary>
    Create,

    /// <summary>It is changed in place.</summary>
    Update,

    /// <summary>It is dropped and made anew; needs approval.</summary>
    Replace,

    /// <summary>It is removed; needs approval.</summary>
    Delete,

    /// <summary>It is there, made by somebody else, and is taken over as it is.</summary>
    Adopt,
}

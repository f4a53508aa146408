namespace RedshiftIntegration;

/// <summary>What happens to a value between source and target: a closed set with one meaning in every engine.</summary>
public abstract record Transform
{
    private protected Transform()
    {
    }
}

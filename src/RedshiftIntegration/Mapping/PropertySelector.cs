using System.Linq.Expressions;

namespace RedshiftIntegration.Mapping;

/// <summary>Reads the property out of <c>o => o.Property</c>.</summary>
internal static class PropertySelector
{
    /// <exception cref="PipelineDefinitionException">RSI1002: the expression is anything but a plain property.</exception>
    public static string NameOf(LambdaExpression selector)
    {
        Expression body = selector.Body is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert ? convert.Operand : selector.Body;
        return body is MemberExpression { Expression: ParameterExpression } member
            ? member.Member.Name
            : throw new PipelineDefinitionException(
                "The definition",
                [new Problem("RSI1002", $"'{selector}' is no plain property.", "Use o => o.Property; what is to be computed is a Transform.")]);
    }
}
